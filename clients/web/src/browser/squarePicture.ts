/** The side of a picture of a person or a group, in pixels: enough for the largest place and a dense screen. */
const SIDE = 256;

/**
 * The middle of an image that is too large, or of a kind that the server does not take, as a small square. Rejects for what the browser cannot
 * show.
 */
export async function squarePicture(file: Blob): Promise<Blob> {
  const image = await createImageBitmap(file);
  try {
    const side = Math.min(image.width, image.height);
    const canvas = new OffscreenCanvas(SIDE, SIDE);
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("There is nothing to draw on.");
    context.imageSmoothingQuality = "high";
    context.drawImage(image, (image.width - side) / 2, (image.height - side) / 2, side, side, 0, 0, SIDE, SIDE);
    // A browser that cannot write WebP writes PNG, which the server takes too.
    return await canvas.convertToBlob({ type: "image/webp", quality: 0.9 });
  } finally {
    image.close();
  }
}

import type { FileFacts } from "../core/uploads/facts.ts";

/** Where in a film its picture is taken, in seconds: the beginning is often black. */
const TAKEN_AT = 1;

/** Pixels. */
const WIDEST = 1_280;

/** A browser that has not read it by then is not waited for, in milliseconds. */
const PATIENCE = 5_000;

/** Sides and length of a film, and a picture of it. Rejects for what the browser cannot show. */
export async function readFilm(file: File): Promise<FileFacts> {
  const video = document.createElement("video");
  const url = URL.createObjectURL(file);
  try {
    video.muted = true;
    video.playsInline = true;
    video.preload = "auto";
    const known = heard(video, "loadedmetadata");
    video.src = url;
    await known;
    const { videoWidth: width, videoHeight: height, duration } = video;
    if (width === 0 || height === 0) return {};
    const poster = await posterOf(video, file.name).catch(() => undefined);
    return {
      width,
      height,
      // What a browser has recorded does not say how long it is.
      ...(Number.isFinite(duration) ? { durationMilliseconds: Math.round(duration * 1_000) } : {}),
      ...(poster === undefined ? {} : { poster }),
    };
  } finally {
    video.removeAttribute("src");
    video.load();
    URL.revokeObjectURL(url);
  }
}

async function posterOf(video: HTMLVideoElement, name: string): Promise<File> {
  const there = heard(video, "seeked");
  video.currentTime = Math.min(TAKEN_AT, video.duration / 2);
  await there;
  const scale = Math.min(1, WIDEST / video.videoWidth);
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(video.videoWidth * scale)),
    Math.max(1, Math.round(video.videoHeight * scale)),
  );
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("There is nothing to draw on.");
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  const written = await canvas.convertToBlob({ type: "image/webp", quality: 0.8 });
  // A browser that cannot write WebP has written PNG, which is large.
  const picture =
    written.type === "image/webp" ? written : await canvas.convertToBlob({ type: "image/jpeg", quality: 0.8 });
  return new File([picture], `${name.slice(0, 180)}.${picture.type === "image/webp" ? "webp" : "jpg"}`, {
    type: picture.type,
  });
}

function heard(video: HTMLVideoElement, event: "loadedmetadata" | "seeked"): Promise<void> {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`A film has not said ${event}.`)), PATIENCE);
    video.addEventListener("error", () => reject(new Error("A film cannot be shown.")), { once: true });
    video.addEventListener(event, () => resolve(), { once: true });
  });
}

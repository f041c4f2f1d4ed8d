/** Of the list of conversations, in pixels. */
export const NARROWEST = 240;
export const WIDEST = 400;
export const USUAL = 296;

const STEP = 16;

export const widthWithin = (width: number): number => Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));

/** What a key makes of the width; undefined if it is none that does. In a language that is written from right to left the list grows to the left. */
export function widthByKey(key: string, width: number, isRightToLeft: boolean): number | undefined {
  switch (key) {
    case "ArrowLeft":
      return widthWithin(isRightToLeft ? width + STEP : width - STEP);
    case "ArrowRight":
      return widthWithin(isRightToLeft ? width - STEP : width + STEP);
    case "Home":
      return NARROWEST;
    case "End":
      return WIDEST;
    default:
      return undefined;
  }
}

/** A text is shown folded from so many lines on. */
export const LINES = 24;

/** So many characters fill a line of the widest log at the least. */
const NARROWEST = 20;

/** Whether a text can be longer than that at all: only then is it measured. */
export const mayFold = (text: string): boolean => text.length > LINES * NARROWEST || text.split("\n").length > LINES;

const PICTOGRAPH = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3)/u;
const COLOURED = /\p{Emoji_Presentation}|\p{Regional_Indicator}|\uFE0F/u;
const LARGE_MOST = 3;

const segmenter = new Intl.Segmenter();

/** Whether a text is one to three emoji and nothing else: it is shown larger. */
export function isLarge(text: string): boolean {
  if (text.length > 48 || !PICTOGRAPH.test(text.trimStart())) return false;
  const parts = [...segmenter.segment(text)].map(({ segment }) => segment).filter((part) => part.trim() !== "");
  return (
    parts.length > 0 &&
    parts.length <= LARGE_MOST &&
    parts.every((part) => PICTOGRAPH.test(part) && COLOURED.test(part))
  );
}

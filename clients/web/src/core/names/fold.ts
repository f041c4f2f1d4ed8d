/** A text as a search sees it: case, accents, width and ligatures make no difference, and any run of white space is one space. */
export interface Folded {
  readonly text: string;
  /** Where in the text as it was written each folded code unit comes from; at the end, its length. */
  readonly origins: readonly number[];
}

const DIACRITIC = /[\u0300-\u036f]/g;
/** What changes how its neighbour looks and is not seen itself: joiners, variation selectors, skin tones. */
const HIDDEN = /^(?:\u200c|\u200d|[\ufe00-\ufe0f]|[\u{1f3fb}-\u{1f3ff}])$/u;
const SPACE = /^\s$/u;
const HANGUL = /^[\uac00-\ud7a3]$/;

export function fold(written: string): Folded {
  let text = "";
  let at = 0;
  const origins: number[] = [];
  for (const character of written) {
    const folded = foldOne(character);
    if (folded !== " " || !text.endsWith(" ")) {
      text += folded;
      for (let unit = 0; unit < folded.length; unit++) origins.push(at);
    }
    at += character.length;
  }
  origins.push(at);
  return { text, origins };
}

function foldOne(character: string): string {
  if (character < "\u0080") return SPACE.test(character) ? " " : character.toLowerCase();
  // Most of what is neither is this, and it has no case and no accents.
  if (character >= "\u4e00" && character <= "\u9fff") return character;
  if (SPACE.test(character)) return " ";
  if (HIDDEN.test(character)) return "";
  // Apart, the letters of a syllable would find each other's words.
  if (HANGUL.test(character)) return character;
  return character.normalize("NFKD").replace(DIACRITIC, "").toLowerCase();
}

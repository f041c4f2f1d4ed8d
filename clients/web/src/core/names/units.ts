import type { Folded } from "./fold.ts";

/** What is matched as one: a character of a script without spaces, or a word. */
export interface Unit {
  /** Where it begins in the folded text. */
  readonly at: number;
  readonly text: string;
  /** A Chinese character. */
  readonly han: boolean;
  /** How it may be read; empty if only as it is written. */
  readonly readings: readonly string[];
}

/** How each Chinese character of a text may be read, in their order: what is most likely first, without tones. */
export type Reading = readonly (readonly string[])[];

type Kind = "han" | "unspaced" | "word" | "between";

const HAN = /\p{sc=Han}/gu;
const UNSPACED = /\p{sc=Hira}|\p{sc=Kana}|\p{sc=Bopo}|\p{sc=Thai}|\p{sc=Laoo}|\p{sc=Khmr}|\p{sc=Mymr}/u;
const UMLAUT = /(?<=^[ln])(?:ü|v|yu)/;
const LETTER = /[\p{L}\p{M}\p{N}]$/u;

/** How many Chinese characters a text has. */
export const countHan = (text: string): number => text.match(HAN)?.length ?? 0;

/** The characters and words of a folded text. */
export function unitsOf({ text }: Folded, reading: Reading): readonly Unit[] {
  const units: Unit[] = [];
  let at = 0;
  let place = 0;
  let word: number | undefined;
  const endWord = () => {
    if (word !== undefined) units.push({ at: word, text: text.slice(word, at), han: false, readings: [] });
    word = undefined;
  };
  for (const character of text) {
    const kind = kindOf(character);
    if (kind === "word") word ??= at;
    else endWord();
    if (kind === "han") {
      units.push({ at, text: character, han: true, readings: spellingsOf(reading[place++] ?? []) });
    } else if (kind === "unspaced") {
      units.push({ at, text: character, han: false, readings: [] });
    }
    at += character.length;
  }
  endWord();
  return units;
}

function kindOf(character: string): Kind {
  if (character < "\u0080") return /[a-z0-9]/.test(character) ? "word" : "between";
  if (countHan(character) > 0) return "han";
  if (UNSPACED.test(character)) return "unspaced";
  return LETTER.test(character) ? "word" : "between";
}

/** Whether a word begins here; in scripts without spaces each character is one. */
export function startsUnit(text: string, at: number): boolean {
  return !LETTER.test(text.slice(0, at)) || isUnspaced(text.charAt(at - 1)) || isUnspaced(text.charAt(at));
}

/** From the radicals of Chinese on Unicode has scripts without spaces, roughly. */
const isUnspaced = (character: string): boolean => character >= "\u2e80";

/** The ways to type readings: `lv`, `lyu` and `lu` for lü. */
function spellingsOf(readings: readonly string[]): readonly string[] {
  return readings.some((reading) => UMLAUT.test(reading)) ? [...new Set(readings.flatMap(spellings))] : readings;
}

const spellings = (reading: string): readonly string[] =>
  UMLAUT.test(reading) ? ["v", "yu", "u"].map((vowel) => reading.replace(UMLAUT, vowel)) : [reading];

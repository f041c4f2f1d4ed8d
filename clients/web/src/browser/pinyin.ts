import { pinyin } from "pinyin-pro";
import type { Reading } from "../core/names/units.ts";

/**
 * How the Chinese characters of a name may be read: as in a name that begins with a surname, as these words are read, and as each is read
 * alone. What it is that the text names is not known here.
 */
export function readChinese(name: string): Reading {
  // A surname stands first; what decorates the name does not count.
  const text = name.replace(/^[^\p{L}\p{N}]+/u, "");
  const asName = read(text, "head");
  const asWords = read(text, "off");
  return asName.map(([character, reading], place) => {
    const all = [reading, asWords[place]?.[1] ?? "", pinyin(character, { toneType: "none" })];
    return [...new Set(all)].filter((one) => one !== "" && one !== character);
  });
}

const read = (text: string, surname: "head" | "off") =>
  pinyin(text, { toneType: "none", type: "all", surname }).flatMap(({ origin, pinyin: reading }) =>
    /\p{sc=Han}/u.test(origin) ? [[origin, reading] as const] : [],
  );

const COLORS = 8;

/** The same colour for the same id, everywhere. */
export function avatarColor(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return sum % COLORS;
}

/** The last character of a Chinese name, the first Chinese one of a mixed name, initials otherwise. */
export function avatarLetter(name: string): string {
  const words = name.trim().split(/\s+/);
  const characters = [...name.trim()];
  const isHan = (character: string | undefined) => /\p{Script=Han}/u.test(character ?? "");
  const han = isHan(characters.at(-1)) ? characters.at(-1) : characters.find(isHan);
  if (han !== undefined) return han;
  const initials = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return initials.map((word) => [...(word ?? "")][0]?.toUpperCase() ?? "").join("");
}

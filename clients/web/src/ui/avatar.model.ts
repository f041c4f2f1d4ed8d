const COLORS = 8;

/** The same colour for the same id, everywhere. */
export function avatarColor(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return sum % COLORS;
}

/** The last character of a Chinese name, initials otherwise. */
export function avatarLetter(name: string): string {
  const words = name.trim().split(/\s+/);
  const last = [...name.trim()].at(-1) ?? "";
  if (/\p{Script=Han}/u.test(last)) return last;
  const initials = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return initials.map((word) => [...(word ?? "")][0]?.toUpperCase() ?? "").join("");
}

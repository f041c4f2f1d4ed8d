import type { Member } from "../../wire/index.ts";

/** Who of the others has read up to a message. */
export function readers(
  members: readonly Member[],
  me: string,
  seq: number,
): { readonly read: number; readonly of: number } {
  const others = members.filter((member) => member.userId !== me);
  return { read: others.filter((member) => (member.readSeq ?? 0) >= seq).length, of: others.length };
}

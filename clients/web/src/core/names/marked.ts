import type { Range } from "./NameKey.ts";

/** A text, and what of it was looked for. */
export interface Marked {
  readonly text: string;
  readonly ranges: readonly Range[];
}

/** A text in pieces, those that were looked for marked. */
export function piecesOf({ text, ranges }: Marked): readonly { readonly text: string; readonly marked: boolean }[] {
  const pieces: { text: string; marked: boolean }[] = [];
  let at = 0;
  for (const [from, to] of ranges) {
    if (from > at) pieces.push({ text: text.slice(at, from), marked: false });
    pieces.push({ text: text.slice(from, to), marked: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}

import { type Marked, piecesOf } from "../core/names/marked.ts";

/** A text with the parts marked that were looked for. */
export const MarkedText = (marked: Marked) =>
  piecesOf(marked).map((piece, place) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other identity
    piece.marked ? <mark key={place}>{piece.text}</mark> : piece.text,
  );

/** A piece of a text: words, or somebody who is mentioned. */
export type Piece = string | { readonly userId: string } | { readonly everyone: "all" | "here" };

const MENTION = /<@(all|here|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})>/g;

/** Cuts a text at its mentions. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(MENTION)) {
    if (match.index > from) pieces.push(text.slice(from, match.index));
    const target = match[1] ?? "";
    pieces.push(target === "all" || target === "here" ? { everyone: target } : { userId: target });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push(text.slice(from));
  return pieces;
}

/** A text with names in the place of its mentions. */
export const plainText = (text: string, nameOf: (mention: Exclude<Piece, string>) => string): string =>
  piecesOf(text)
    .map((piece) => (typeof piece === "string" ? piece : nameOf(piece)))
    .join("");

/** The users whom a text names. */
export const namedIn = (text: string): readonly string[] =>
  piecesOf(text).flatMap((piece) => (typeof piece === "object" && "userId" in piece ? piece.userId : []));

import { piecesOf } from "./mentions.model.ts";

/** The words in the place of mentions. */
export interface MentionWords {
  readonly name: (userId: string) => string;
  readonly everyone: (scope: "all" | "here") => string;
}

/** A text as it is copied: with names in the place of mentions. */
export function plainText(text: string, { name, everyone }: MentionWords): string {
  return piecesOf(text)
    .map((piece) => {
      if (typeof piece === "string") return piece;
      return "everyone" in piece ? everyone(piece.everyone) : `@${name(piece.userId)}`;
    })
    .join("");
}

/** What was copied of one message. */
export interface CopiedPart {
  readonly name: string;
  readonly time: string;
  readonly text: string;
}

/** What is put on the clipboard when messages are copied together: who has written each, and when. */
export const copiedText = (parts: readonly CopiedPart[]): string =>
  parts.map(({ name, time, text }) => `${name} ${time}\n${text}`).join("\n\n");

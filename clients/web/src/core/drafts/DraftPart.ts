import type { Answered } from "../compose/Composing.ts";

/** What an unsent message is besides its text, at the place of a key; without a value there is none. */
export type DraftPart =
  | { readonly key: string; readonly part: "answered"; readonly message?: Answered }
  | { readonly key: string; readonly part: "files"; readonly files: readonly File[] }
  /** In code units of the text as it is shown. Without a place: at the end. */
  | { readonly key: string; readonly part: "caret"; readonly at?: number };

export function isNothing(part: DraftPart): boolean {
  switch (part.part) {
    case "answered":
      return part.message === undefined;
    case "files":
      return part.files.length === 0;
    case "caret":
      return part.at === undefined;
    default:
      return part satisfies never;
  }
}

/** Bytes of the files of one draft that outlive the page. Of more than that none does: half of them would be sent unnoticed. */
export const KEPT_FILES_MAX = 50_000_000;

export const outlivePage = (files: readonly Pick<File, "size">[]): boolean =>
  files.reduce((sum, { size }) => sum + size, 0) <= KEPT_FILES_MAX;

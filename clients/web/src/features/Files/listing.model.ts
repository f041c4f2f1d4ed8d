import type { ConversationFile, FileKind } from "../../wire/index.ts";

/** What the files of a conversation are divided into. */
export const FILE_TABS = ["seen", "heard", "saved"] as const;
export type FileTab = (typeof FILE_TABS)[number];

export const kindsOf: Readonly<Record<FileTab, readonly FileKind[]>> = {
  seen: ["image", "video"],
  heard: ["audio"],
  saved: ["document"],
};

export interface Month {
  /** Year and month of the reader's time. */
  readonly key: string;
  /** A moment of it. */
  readonly at: string;
  readonly files: readonly ConversationFile[];
}

/** Files, the latest first, by the months of the reader's time in which they came. */
export function byMonth(files: readonly ConversationFile[]): readonly Month[] {
  const months: { key: string; at: string; files: ConversationFile[] }[] = [];
  for (const file of files) {
    const posted = new Date(file.postedAt);
    const key = `${posted.getFullYear()}-${posted.getMonth() + 1}`;
    const last = months.at(-1);
    if (last?.key === key) last.files.push(file);
    else months.push({ key, at: file.postedAt, files: [file] });
  }
  return months;
}

export const fileKey = ({ seq, attachment }: ConversationFile): string => `${seq}/${attachment.fileId}`;

export const noFiles: readonly ConversationFile[] = [];

import { useMemo } from "react";
import { useIntl } from "react-intl";
import { oneLine } from "../../ui/oneLine.ts";
import type { Attachment } from "../../wire/index.ts";
import { usePlainText } from "../Messages/Mention.tsx";
import { wordsOfMarkdown } from "../Messages/markdown.model.ts";
import { wordsOfFiles } from "./files.model.ts";

const noFiles: [] = [];

interface Spoken {
  readonly text?: string | undefined;
  readonly files?: readonly Pick<Attachment, "kind" | "name" | "isVoice">[] | undefined;
}

/** A message on one line, for lists, quotes and announcements: words for its files, then its text. */
export function useWords(message: Spoken | undefined): string {
  const intl = useIntl();
  const marked = message?.text ?? "";
  const text = oneLine(usePlainText(useMemo(() => wordsOfMarkdown(marked), [marked])));
  const files = wordsOfFiles(message?.files ?? noFiles);
  if (files === undefined) return text;
  return `${intl.formatMessage({ id: files.id }, files.values)} ${text}`.trimEnd();
}

import { type ClipboardEvent, type RefObject, useEffect, useState } from "react";
import { useIntl } from "react-intl";
import { useMessenger } from "../../client.ts";
import type { Message } from "../../wire/index.ts";
import { wordsOfFiles } from "../Files/files.model.ts";
import { mentionWords } from "./mentionWords.ts";
import { type CopiedPart, copiedText, plainText } from "./plain.model.ts";
import type { Row } from "./rows.model.ts";

const rowAt = (node: Node): HTMLElement | null | undefined =>
  (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>("[data-key]");

/** The keys of the first and the last row that are selected. */
function selectedIn(scroller: HTMLElement | null): readonly [string, string] | undefined {
  const selection = getSelection();
  if (scroller === null || selection === null || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const { startContainer, endContainer } = selection.getRangeAt(0);
  if (!scroller.contains(startContainer) || !scroller.contains(endContainer)) return undefined;
  const first = rowAt(startContainer)?.dataset["key"];
  const last = rowAt(endContainer)?.dataset["key"];
  return first === undefined || last === undefined ? undefined : [first, last];
}

/**
 * Copies what is selected over several messages with who has written each, and when. The rows at both ends of the selection stay on the page:
 * `ends` are their keys. Those between may be gone from it, and are copied all the same.
 */
export function useCopying(scroller: RefObject<HTMLElement | null>, rows: readonly Row[]) {
  const intl = useIntl();
  const messenger = useMessenger();
  const [ends, setEnds] = useState<readonly string[]>(none);
  useEffect(() => {
    const selected = () => {
      const now = selectedIn(scroller.current) ?? none;
      setEnds((before) => (before.join() === now.join() ? before : now));
    };
    document.addEventListener("selectionchange", selected);
    return () => document.removeEventListener("selectionchange", selected);
  }, [scroller]);

  const wordsOf = ({ text = "", files = [] }: Message): string => {
    const said = wordsOfFiles(files);
    const words = plainText(text, mentionWords(intl, messenger.directory.store.getState().users));
    return said === undefined ? words : `${intl.formatMessage({ id: said.id }, said.values)} ${words}`.trimEnd();
  };
  const partOf = (row: Row, range: Range): CopiedPart | undefined => {
    if (row.kind !== "message" || row.message.recalled !== undefined) return undefined;
    const { senderId, postedAt } = row.message;
    const shown = scroller.current?.querySelector(`[data-key="${CSS.escape(row.key)}"] [data-text]`);
    const text = shown === null || shown === undefined ? wordsOf(row.message) : cut(shown, range, wordsOf(row.message));
    if (text === "") return undefined;
    const time = intl.formatDate(postedAt, { dateStyle: "short", timeStyle: "short", hourCycle: "h23" });
    return { name: mentionWords(intl, messenger.directory.store.getState().users).name(senderId), time, text };
  };

  const onCopy = (event: ClipboardEvent) => {
    const [first, last] = selectedIn(scroller.current) ?? none;
    const range = getSelection()?.getRangeAt(0);
    if (first === undefined || range === undefined) return;
    const from = rows.findIndex((row) => row.key === first);
    const until = rows.findIndex((row) => row.key === last);
    const parts = rows.slice(from, until + 1).flatMap((row) => partOf(row, range) ?? []);
    if (parts.length < 2) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", copiedText(parts));
  };
  return { ends, onCopy };
}

const none: readonly string[] = [];

/** What a selection has of a text: all of it as it was written, a piece of it as it is shown. */
function cut(shown: Element, range: Range, whole: string): string {
  if (!range.intersectsNode(shown)) return "";
  const all = document.createRange();
  all.selectNodeContents(shown);
  const piece = all.cloneRange();
  if (range.compareBoundaryPoints(Range.START_TO_START, all) > 0)
    piece.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, all) < 0) piece.setEnd(range.endContainer, range.endOffset);
  const text = piece.toString();
  return text === all.toString() ? whole : text.trim();
}

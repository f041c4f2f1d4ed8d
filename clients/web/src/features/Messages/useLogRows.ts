import { useMemo, useState } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/shallow";
import { useHead, useMessenger, useThings } from "../../client.ts";
import { isInMain } from "../../core/conversations/head.ts";
import { newestRun, reaches, shownRun } from "../../core/log/Log.ts";
import { messageKey } from "../../core/personal/things.ts";
import type { Message } from "../../wire/index.ts";
import { buildRows } from "./rows.model.ts";
import type { LogView } from "./useLogView.ts";

const noRows: readonly Message[] = [];
const noOutbox: [] = [];
const dayOf = (milliseconds: number) => {
  const date = new Date(milliseconds);
  return date.getFullYear() * 512 + date.getMonth() * 32 + date.getDate();
};

/** The rows of the run that is shown. What is on its way comes after the newest run only. */
export function useLogRows(conversationId: string, view: LogView | undefined) {
  const messenger = useMessenger();
  const head = useHead(conversationId);
  const log = useStore(messenger.conversations.store, (state) => state.logs.get(conversationId));
  const outbox = useStore(
    messenger.outbox.store,
    useShallow((state) => state.rows.filter((row) => row.conversationId === conversationId)),
  );
  const [dividerAfter, setDividerAfter] = useState(() => {
    const marked = messenger.places.unreadFrom(conversationId);
    if (marked !== undefined) return marked - 1;
    return head !== undefined && head.unread > 0 ? head.readSeq : undefined;
  });

  const run = (view === undefined ? undefined : shownRun(log, view.anchor)) ?? noRows;
  /** The rows end where the conversation does. */
  const whole = view?.anchor === undefined || (run === newestRun(log) && head !== undefined && reaches(log, head.seq));
  const pending = whole && view !== undefined ? outbox : noOutbox;
  const hiddenThings = useThings("hidden");
  const hidden = useMemo(
    () =>
      hiddenThings === undefined || hiddenThings.size === 0
        ? undefined
        : (seq: number) => hiddenThings.has(messageKey(conversationId, seq)),
    [hiddenThings, conversationId],
  );
  const rows = useMemo(
    () => buildRows({ run, outbox: pending, me: messenger.me, dividerAfter, hidden, dayOf }),
    [run, pending, messenger.me, dividerAfter, hidden],
  );
  const isOwn = (row: Message) =>
    row.senderId === messenger.me && row.kind === "text" && isInMain(row) && hidden?.(row.seq) !== true;
  return {
    run,
    rows,
    whole,
    lastOwnSeq: run.findLast(isOwn)?.seq,
    lastPending: outbox.findLast((row) => row.threadSeq === undefined || row.alsoInMain === true)?.clientMessageId,
    divideAfter: setDividerAfter,
  };
}

import { ArrowDown } from "lucide-react";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { FormattedDate, FormattedMessage, useIntl } from "react-intl";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { useStore } from "zustand";
import { useShallow } from "zustand/shallow";
import { useHead, useMessenger } from "../../client.ts";
import { newestRun } from "../../core/log/Log.ts";
import type { Message } from "../../wire/index.ts";
import { MessageRow, PendingRow } from "./MessageRow.tsx";
import styles from "./Messages.module.css";
import { buildRows, type Row } from "./rows.model.ts";
import { SystemText } from "./SystemText.tsx";
import { useReading } from "./useReading.ts";

/** Within this distance the log is "at the bottom", in pixels. */
const BOTTOM = 80;
const noRows: readonly Message[] = [];
const dayOf = (milliseconds: number) => {
  const date = new Date(milliseconds);
  return date.getFullYear() * 512 + date.getMonth() * 32 + date.getDate();
};

/** The log of one conversation. Mounted anew for each conversation. */
export function MessageLog({ conversationId }: { readonly conversationId: string }) {
  const intl = useIntl();
  const messenger = useMessenger();
  const head = useHead(conversationId);
  const log = useStore(messenger.conversations.store, (state) => state.logs.get(conversationId));
  const outbox = useStore(
    messenger.outbox.store,
    useShallow((state) => state.rows.filter((row) => row.conversationId === conversationId)),
  );
  const unavailable = useStore(messenger.history.store, (state) => state.unavailable.has(conversationId));
  const [dividerAfter, setDividerAfter] = useState(() =>
    head !== undefined && head.unread > 0 ? head.readSeq : undefined,
  );
  const run = newestRun(log) ?? noRows;
  const rows = useMemo(
    () => buildRows({ run, outbox, me: messenger.me, dividerAfter, dayOf }),
    [run, outbox, messenger.me, dividerAfter],
  );
  const lastOwnSeq = run.findLast((row) => row.senderId === messenger.me && row.kind === "text")?.seq;

  const known = head !== undefined;
  const opened = log !== undefined;
  useEffect(() => {
    if (known || opened) void messenger.history.open(conversationId);
  }, [messenger, conversationId, known, opened]);

  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const atBottom = useRef(true);
  const placed = useRef(false);
  const [away, setAway] = useState(false);
  const firstKey = run[0]?.seq;
  const before = useRef<number | undefined>(undefined);
  // Only the update that prepends may shift; virtua keeps the row under the eye then.
  const shift = before.current !== undefined && firstKey !== undefined && firstKey < before.current;
  useLayoutEffect(() => {
    before.current = firstKey;
  });

  const toEnd = useCallback(() => {
    const element = scroller.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
    list.current?.scrollToIndex(Number.MAX_SAFE_INTEGER, { align: "end" });
    atBottom.current = true;
  }, []);

  useLayoutEffect(() => {
    if (placed.current || rows.length === 0) return;
    placed.current = true;
    const divider = rows.findIndex((row) => row.kind === "unread");
    if (divider > 0) {
      atBottom.current = false;
      list.current?.scrollToIndex(divider, { align: "start", offset: -(scroller.current?.clientHeight ?? 0) / 3 });
    } else list.current?.scrollToIndex(rows.length - 1, { align: "end" });
  }, [rows]);

  const lastPending = outbox.at(-1)?.clientMessageId;
  const sentBefore = useRef(lastPending);
  useLayoutEffect(() => {
    if (lastPending === sentBefore.current) return;
    sentBefore.current = lastPending;
    if (lastPending === undefined) return;
    setDividerAfter(undefined);
    atBottom.current = true;
  }, [lastPending]);

  const count = rows.length;
  useLayoutEffect(() => {
    if (placed.current && atBottom.current && count > 0) list.current?.scrollToIndex(count - 1, { align: "end" });
  }, [count]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const keep = new ResizeObserver(() => {
      if (atBottom.current) element.scrollTop = element.scrollHeight;
    });
    keep.observe(element);
    if (element.firstElementChild !== null) keep.observe(element.firstElementChild);
    return () => keep.disconnect();
  }, []);

  const onScroll = () => {
    const element = scroller.current;
    if (element === null) return;
    const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
    atBottom.current = distance <= BOTTOM;
    setAway(distance > element.clientHeight);
    if (element.scrollTop < element.clientHeight * 2) void messenger.history.loadOlder(conversationId);
  };

  const observe = useReading(conversationId, scroller);
  const newer = away ? run.filter((row) => row.seq > (head?.readSeq ?? 0) && row.senderId !== messenger.me).length : 0;

  return (
    <div className={styles["logFrame"]}>
      <div
        className={styles["log"]}
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={intl.formatMessage({ id: "log.label" })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        {rows.length === 0 && (
          <p className={styles["empty"]}>
            <FormattedMessage
              id={unavailable ? "log.unavailable" : opened && head?.seq === 0 ? "log.empty" : "loading"}
            />
          </p>
        )}
        <Virtualizer ref={list} scrollRef={scroller} shift={shift} bufferSize={600} data={rows}>
          {(row) => (
            <div key={row.key} className={styles["item"]} ref={observe} data-seq={seqOf(row)}>
              <RowView row={row} lastOwnSeq={lastOwnSeq} />
            </div>
          )}
        </Virtualizer>
      </div>
      {away && (
        <button type="button" className={styles["toNewest"]} onClick={toEnd}>
          <ArrowDown size={18} strokeWidth={1.75} aria-hidden="true" />
          <FormattedMessage id="log.newest" values={{ count: newer }} />
        </button>
      )}
    </div>
  );
}

const seqOf = (row: Row) => (row.kind === "message" || row.kind === "system" ? row.message.seq : undefined);

function RowView({ row, lastOwnSeq }: { readonly row: Row; readonly lastOwnSeq: number | undefined }) {
  switch (row.kind) {
    case "day":
      return (
        <div className={styles["day"]}>
          <FormattedDate value={row.day} dateStyle="full" />
        </div>
      );
    case "unread":
      return (
        <div className={styles["unread"]}>
          <FormattedMessage id="log.unread" />
        </div>
      );
    case "system":
      return (
        <div className={styles["system"]} dir="auto">
          <SystemText message={row.message} />
        </div>
      );
    case "message":
      return (
        <MessageRow message={row.message} startsGroup={row.startsGroup} lastOwn={row.message.seq === lastOwnSeq} />
      );
    case "pending":
      return <PendingRow pending={row.pending} startsGroup={row.startsGroup} />;
    default:
      return row satisfies never;
  }
}

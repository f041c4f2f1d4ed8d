import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { useStore } from "zustand";
import { useShallow } from "zustand/shallow";
import { useHead, useMessenger } from "../../client.ts";
import { newestRun, reaches, shownRun } from "../../core/log/Log.ts";
import type { Message } from "../../wire/index.ts";
import { Announcer } from "./Announcer.tsx";
import { LogButtons } from "./LogButtons.tsx";
import { LogRow } from "./LogRow.tsx";
import styles from "./Messages.module.css";
import { buildRows, seqOf } from "./rows.model.ts";
import { StickyDate } from "./StickyDate.tsx";
import { useFlash } from "./useFlash.ts";
import { useListSteps } from "./useListSteps.ts";
import { type LogRefs, placeIn, useLogScroll } from "./useLogScroll.ts";
import { useLogView } from "./useLogView.ts";
import { useReading } from "./useReading.ts";

const noRows: readonly Message[] = [];
const noOutbox: [] = [];
const dayOf = (milliseconds: number) => {
  const date = new Date(milliseconds);
  return date.getFullYear() * 512 + date.getMonth() * 32 + date.getDate();
};

/** The log of one conversation. Mounted anew for each conversation, and when its head becomes known. */
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

  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const atBottom = useRef(true);
  const refs: LogRefs = useMemo(() => ({ scroller, list, atBottom }), []);
  const placeNow = useMemo(() => () => placeIn(refs), [refs]);
  const { view, anchorAt, toEnd, goBack } = useLogView(conversationId, placeNow);

  const run = (view === undefined ? undefined : shownRun(log, view.anchor)) ?? noRows;
  const whole = view?.anchor === undefined || (run === newestRun(log) && head !== undefined && reaches(log, head.seq));
  const pending = whole && view !== undefined ? outbox : noOutbox;
  const rows = useMemo(
    () => buildRows({ run, outbox: pending, me: messenger.me, dividerAfter, dayOf }),
    [run, pending, messenger.me, dividerAfter],
  );
  const step = useListSteps(run, rows);
  const { away, onScroll } = useLogScroll({ conversationId, refs, view, step, whole, anchorAt });
  const lastOwnSeq = run.findLast((row) => row.senderId === messenger.me && row.kind === "text")?.seq;
  const flashing = useFlash(view?.target);
  const observe = useReading(conversationId, scroller);

  const opened = log !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a log that was dropped has to be opened again
  useEffect(() => {
    void messenger.history.open(conversationId);
  }, [messenger, conversationId, opened]);

  const lastPending = outbox.at(-1)?.clientMessageId;
  const sentBefore = useRef(lastPending);
  useLayoutEffect(() => {
    if (lastPending === sentBefore.current) return;
    sentBefore.current = lastPending;
    if (lastPending === undefined) return;
    setDividerAfter(undefined);
    toEnd();
  }, [lastPending, toEnd]);

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
        <Virtualizer
          key={step.list}
          ref={list}
          scrollRef={scroller}
          shift={step.shift}
          bufferSize={600}
          data={step.rows}
        >
          {(row) => {
            const seq = seqOf(row);
            return (
              <div
                key={row.key}
                className={styles["item"]}
                ref={observe}
                data-seq={seq}
                data-flash={(seq !== undefined && seq === flashing) || undefined}
              >
                <LogRow row={row} lastOwn={seq !== undefined && seq === lastOwnSeq} />
              </div>
            );
          }}
        </Virtualizer>
        {rows.length === 0 && (
          <p className={styles["empty"]}>
            <FormattedMessage
              id={unavailable ? "log.unavailable" : opened && head?.seq === 0 ? "log.empty" : "loading"}
            />
          </p>
        )}
      </div>
      <StickyDate refs={refs} rows={step.rows} />
      <LogButtons
        unread={head?.unread ?? 0}
        toNewest={away || !whole ? () => void messenger.history.loadNewest(conversationId).then(toEnd) : undefined}
        goBack={goBack}
      />
      <Announcer conversationId={conversationId} />
    </div>
  );
}

import { useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { useIntl } from "react-intl";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { useStore } from "zustand";
import { useHead, useMessenger } from "../../client.ts";
import { Announcer } from "./Announcer.tsx";
import { LogButtons } from "./LogButtons.tsx";
import { LogRow } from "./LogRow.tsx";
import styles from "./Messages.module.css";
import { NoRows } from "./NoRows.tsx";
import { seqOf } from "./rows.model.ts";
import { StickyDate } from "./StickyDate.tsx";
import { useFlash } from "./useFlash.ts";
import { useListSteps } from "./useListSteps.ts";
import { useLogRows } from "./useLogRows.ts";
import { type LogRefs, placeIn, useLogScroll } from "./useLogScroll.ts";
import { useLogView } from "./useLogView.ts";
import { useNewestKey } from "./useNewestKey.ts";
import { useReading } from "./useReading.ts";

/** The log of one conversation. Mounted anew for each conversation, and when its head becomes known. */
export function MessageLog({ conversationId }: { readonly conversationId: string }) {
  const intl = useIntl();
  const messenger = useMessenger();
  const head = useHead(conversationId);
  const opened = useStore(messenger.conversations.store, (state) => state.logs.has(conversationId));
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const atBottom = useRef(true);
  const refs: LogRefs = useMemo(() => ({ scroller, list, atBottom }), []);
  const placeNow = useMemo(() => () => placeIn(refs), [refs]);
  const { view, anchorAt, toEnd, goBack } = useLogView(conversationId, placeNow);
  useNewestKey(conversationId, toEnd);

  const { run, rows, whole, lastOwnSeq, lastPending, undivide } = useLogRows(conversationId, view);
  const step = useListSteps(run, rows);
  const { away, onScroll } = useLogScroll({ conversationId, refs, view, step, whole, anchorAt });
  const flashing = useFlash(view?.target);
  const observe = useReading(conversationId, scroller);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a log that was dropped has to be opened again
  useEffect(() => {
    void messenger.history.open(conversationId);
  }, [messenger, conversationId, opened]);

  const sentBefore = useRef(lastPending);
  useLayoutEffect(() => {
    if (lastPending === sentBefore.current) return;
    sentBefore.current = lastPending;
    if (lastPending === undefined) return;
    if (head === undefined) messenger.places.wroteEarly(conversationId);
    undivide();
    toEnd();
  }, [lastPending, toEnd, undivide, head, messenger, conversationId]);
  useEffect(() => {
    if (head !== undefined) messenger.places.settle(conversationId);
  }, [head, messenger, conversationId]);

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
        {rows.length === 0 && <NoRows conversationId={conversationId} />}
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

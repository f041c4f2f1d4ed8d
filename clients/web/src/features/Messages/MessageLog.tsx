import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useIntl } from "react-intl";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { useStore } from "zustand";
import { useHead, useMessenger } from "../../client.ts";
import { rowAt } from "../../core/log/runs.ts";
import { lazily } from "../../ui/lazily.tsx";
import { ActingArea } from "./ActingArea.tsx";
import { Announcer } from "./Announcer.tsx";
import styles from "./Log.module.css";
import { LogButtons } from "./LogButtons.tsx";
import { LogRow } from "./LogRow.tsx";
import { NoRows } from "./NoRows.tsx";
import { type Row, seqOf } from "./rows.model.ts";
import { StickyDate } from "./StickyDate.tsx";
import { useCopying } from "./useCopying.ts";
import { useFlash } from "./useFlash.ts";
import { useListSteps } from "./useListSteps.ts";
import { useLogKeys } from "./useLogKeys.ts";
import { useLogRows } from "./useLogRows.ts";
import { type LogRefs, placeIn, useLogScroll } from "./useLogScroll.ts";
import { useLogView } from "./useLogView.ts";
import { useNewestKey } from "./useNewestKey.ts";
import { useReading } from "./useReading.ts";
import { useSendersWatched } from "./useSendersWatched.ts";

const JumpToDate = lazily(async () => (await import("./JumpToDate.tsx")).JumpToDate);

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

  const { run, rows, whole, lastOwnSeq, lastPending, divideAfter } = useLogRows(conversationId, view);
  const step = useListSteps(run, rows);
  const { away, onScroll } = useLogScroll({ conversationId, refs, view, step, whole, anchorAt });
  const flashing = useFlash(view?.target);
  const { observe, stop } = useReading(conversationId, scroller);
  const [day, setDay] = useState<number>();
  const { layout = "rows", textSize = "normal" } = useStore(messenger.settings);
  useSendersWatched(run, head?.conversation.kind === "group");

  const find = useCallback(
    (seq: number) => rowAt(messenger.conversations.store.getState().logs.get(conversationId)?.runs ?? [], seq),
    [messenger, conversationId],
  );
  const toNewest = () => void messenger.history.loadNewest(conversationId).then(toEnd);
  const keys = useLogKeys({ refs, rows: step.rows, toNewest: whole ? undefined : toNewest });
  const copying = useCopying(scroller, step.rows);
  const kept = useKept(step.rows, [keys.focused, ...copying.ends]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a log that was dropped has to be opened again
  useEffect(() => {
    void messenger.history.open(conversationId);
  }, [messenger, conversationId, opened]);

  useEffect(() => messenger.places.reopened(conversationId), [messenger, conversationId]);

  const sentBefore = useRef(lastPending);
  useLayoutEffect(() => {
    if (lastPending === sentBefore.current) return;
    sentBefore.current = lastPending;
    if (lastPending === undefined) return;
    if (head === undefined) messenger.places.wroteEarly(conversationId);
    divideAfter(undefined);
    toEnd();
  }, [lastPending, toEnd, divideAfter, head, messenger, conversationId]);
  useEffect(() => {
    if (head !== undefined) messenger.places.settle(conversationId);
  }, [head, messenger, conversationId]);

  return (
    <ActingArea
      className={styles["logFrame"]}
      data-layout={layout}
      data-text-size={textSize}
      conversationId={conversationId}
      find={find}
      onMarkUnread={({ seq }) => {
        stop();
        divideAfter(seq - 1);
        messenger.places.markUnread(conversationId, seq);
      }}
      onUnfold={() => {
        atBottom.current = false;
      }}
    >
      <div
        className={styles["log"]}
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={intl.formatMessage({ id: "log.label" })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
        onCopy={copying.onCopy}
        {...keys.handlers}
      >
        <Virtualizer
          key={step.list}
          ref={list}
          scrollRef={scroller}
          shift={step.shift}
          bufferSize={600}
          keepMounted={kept}
          data={step.rows}
        >
          {(row) => {
            const seq = seqOf(row);
            return (
              <div
                key={row.key}
                className={styles["item"]}
                ref={observe}
                data-key={row.key}
                data-seq={seq}
                data-flash={(seq !== undefined && seq === flashing) || undefined}
              >
                <LogRow row={row} lastOwn={seq !== undefined && seq === lastOwnSeq} onDay={setDay} />
              </div>
            );
          }}
        </Virtualizer>
        {rows.length === 0 && <NoRows conversationId={conversationId} />}
      </div>
      <StickyDate refs={refs} rows={step.rows} onDay={setDay} />
      <LogButtons unread={head?.unread ?? 0} toNewest={away || !whole ? toNewest : undefined} goBack={goBack} />
      <Announcer conversationId={conversationId} />
      {day !== undefined && <JumpToDate conversationId={conversationId} day={day} onClose={() => setDay(undefined)} />}
    </ActingArea>
  );
}

/** Where the rows are that must stay on the page wherever one scrolls. */
function useKept(rows: readonly Row[], keys: readonly (string | undefined)[]): readonly number[] {
  const wanted = new Set(keys.filter((key) => key !== undefined));
  const found = wanted.size === 0 ? [] : rows.flatMap(({ key }, index) => (wanted.has(key) ? [index] : []));
  const places = found.join();
  return useMemo(() => (places === "" ? [] : places.split(",").map(Number)), [places]);
}

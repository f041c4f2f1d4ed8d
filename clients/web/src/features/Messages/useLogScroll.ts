import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import { useMessenger } from "../../client.ts";
import type { Place } from "../../core/log/Places.ts";
import { type ListStep, seqOf } from "./rows.model.ts";
import type { LogView } from "./useLogView.ts";

/** Within this distance the log is "at the bottom", in pixels. */
const BOTTOM = 80;
/** Older and newer rows are loaded this many screens before the edge. */
const SCREENS = 2;
/** The list corrects where it scrolled to while it measures rows for the first time; nothing may be loaded meanwhile. In milliseconds. */
const SETTLES_IN = 200;

export interface LogRefs {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly list: RefObject<VirtualizerHandle | null>;
  readonly atBottom: RefObject<boolean>;
}

/** Where the reader is: at the end, or with the topmost row that is in view. */
export function placeIn({ scroller, atBottom }: LogRefs): Place {
  const element = scroller.current;
  if (element === null || atBottom.current) return { at: "end" };
  const edge = element.getBoundingClientRect().top;
  for (const row of element.querySelectorAll<HTMLElement>("[data-seq]")) {
    const { top, bottom } = row.getBoundingClientRect();
    if (bottom > edge) return { at: "row", seq: Number(row.dataset["seq"]), distance: top - edge };
  }
  return { at: "end" };
}

interface LogScroll {
  readonly conversationId: string;
  readonly refs: LogRefs;
  readonly view: LogView | undefined;
  readonly step: ListStep;
  /** The rows end where the conversation does. */
  readonly whole: boolean;
  readonly anchorAt: (seq: number | undefined) => void;
}

/** Goes to the targets, stays at the bottom where that was so, and loads what comes into reach. Answers what is out of sight. */
export function useLogScroll({ conversationId, refs, view, step, whole, anchorAt }: LogScroll) {
  const { history, places } = useMessenger();
  const { scroller, list, atBottom } = refs;
  const [away, setAway] = useState(false);
  const settling = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const shown = useRef<{ readonly target: unknown; readonly list: number }>(undefined);
  const { rows } = step;
  const count = rows.length;
  const anchored = view?.anchor !== undefined;

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (element === null || element.clientHeight === 0) return;
    const above = element.scrollTop;
    const below = element.scrollHeight - above - element.clientHeight;
    const reach = element.clientHeight * SCREENS;
    if (settling.current) return;
    atBottom.current = whole && below <= BOTTOM;
    setAway(!whole || below > element.clientHeight);
    if (atBottom.current) anchorAt(undefined);
    else if (!anchored) {
      const place = placeIn(refs);
      if (place.at === "row") anchorAt(place.seq);
    }
    if (above < reach && step.first > 0) void history.loadOlder(conversationId, step.first);
    if (!whole && below < reach && step.last > 0) void history.loadNewer(conversationId, step.last);
  }, [conversationId, history, refs, scroller, atBottom, anchored, anchorAt, whole, step]);
  const latest = useRef(onScroll);
  useLayoutEffect(() => {
    latest.current = onScroll;
  });

  useLayoutEffect(() => {
    const target = view?.target;
    if (target === undefined || count === 0) return;
    if (shown.current?.target === target && shown.current.list === step.list) return;
    shown.current = { target, list: step.list };
    const height = scroller.current?.clientHeight ?? 0;
    const last = count - 1;
    const divider = target.align === "unread" ? rows.findIndex((row) => row.kind === "unread") : -1;
    const at = divider === -1 ? indexOf(rows, target.seq) : divider;
    const index = at === -1 ? last : at;
    atBottom.current = index === last && target.align === "end";
    if (target.align === "centre") list.current?.scrollToIndex(index, { align: "center" });
    else if (target.align === "unread") list.current?.scrollToIndex(index, { align: "start", offset: -height / 3 });
    else if (target.align === "end") list.current?.scrollToIndex(index, { align: "end" });
    else list.current?.scrollToIndex(index, { align: "start", offset: -target.align.distance });

    settling.current = true;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      settling.current = false;
      latest.current();
    }, SETTLES_IN);
  }, [view?.target, count, rows, step.list, scroller, list, atBottom]);
  useEffect(() => () => clearTimeout(timer.current), []);

  useLayoutEffect(() => {
    if (atBottom.current && shown.current !== undefined && count > 0) {
      list.current?.scrollToIndex(count - 1, { align: "end" });
    }
  }, [count, atBottom, list]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a list that begins anew is another element
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const keep = new ResizeObserver(() => {
      if (atBottom.current) element.scrollTop = element.scrollHeight;
    });
    keep.observe(element);
    if (element.firstElementChild !== null) keep.observe(element.firstElementChild);
    return () => keep.disconnect();
  }, [scroller, atBottom, step.list]);

  // A layout effect, because its end comes before the rows leave the page.
  useLayoutEffect(
    () => () => {
      if (shown.current !== undefined) places.leave(conversationId, placeIn(refs));
    },
    [places, conversationId, refs],
  );

  return { away, onScroll };
}

/** A row that is not shown, in a thread or deleted by the user for himself, is represented by the next one; one before all that is loaded by none. */
function indexOf(rows: ListStep["rows"], seq: number | undefined): number {
  if (seq === undefined) return -1;
  const at = rows.findIndex((row) => (seqOf(row) ?? 0) >= seq);
  const isLoaded = rows.slice(0, at + 1).some((row) => (seqOf(row) ?? Number.POSITIVE_INFINITY) <= seq);
  return isLoaded ? at : -1;
}

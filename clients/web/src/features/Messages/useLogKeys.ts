import { type FocusEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { isImeKey } from "../../ui/imeKey.ts";
import { movedTo } from "./keys.model.ts";
import type { Row } from "./rows.model.ts";
import type { LogRefs } from "./useLogScroll.ts";

interface LogKeys {
  readonly refs: LogRefs;
  readonly rows: readonly Row[];
  /** There are newer messages than the rows: the way to them. */
  readonly toNewest: (() => void) | undefined;
}

const keyOf = (target: Element): string | undefined => target.closest<HTMLElement>("[data-key]")?.dataset["key"];

const isMessage = (row: Row | undefined): boolean => row?.kind === "message" || row?.kind === "pending";

/** Moves the focus among messages. The row that has it stays on the page wherever one scrolls: `focused` is its key. */
export function useLogKeys({ refs, rows, toNewest }: LogKeys) {
  const { scroller, list } = refs;
  const [focused, setFocused] = useState<string>();
  const wanted = useRef<string>(undefined);

  const focusWanted = () => {
    const { current: key } = wanted;
    if (key === undefined) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"] article`);
    if (row === null || row === undefined) return;
    wanted.current = undefined;
    row.focus({ preventScroll: true });
  };
  useLayoutEffect(focusWanted);

  const onFocus = ({ target, currentTarget }: FocusEvent) => {
    if (currentTarget.contains(target)) setFocused(keyOf(target));
  };
  const onBlur = ({ relatedTarget, currentTarget }: FocusEvent) => {
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setFocused(undefined);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { target, currentTarget, key } = event;
    if (isImeKey(event.nativeEvent) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (!(target instanceof HTMLElement && currentTarget.contains(target))) return;
    if (target !== currentTarget && !target.matches("article")) return;
    if (key === "Escape") {
      // The field to write in, wherever the page has it.
      currentTarget.closest("main")?.querySelector("textarea")?.focus();
      return;
    }
    if (key === "End" && toNewest !== undefined) {
      event.preventDefault();
      currentTarget.focus();
      toNewest();
      return;
    }
    const at = list.current;
    if (at === null) return;
    const places = rows.flatMap((row, index) => (isMessage(row) ? [index] : []));
    const inView = {
      first: at.findItemIndex(currentTarget.scrollTop),
      last: at.findItemIndex(currentTarget.scrollTop + currentTarget.clientHeight - 1),
    };
    const here = rows.findIndex((row) => row.key === keyOf(target));
    const from = places.findLastIndex((place) => place <= (here === -1 ? inView.last : here));
    const to = movedTo(key, from, places.length, Math.max(1, inView.last - inView.first - 1));
    if (to === undefined) return;
    event.preventDefault();
    // From the log as a whole, an arrow leads to the lowest message in view.
    const place = places[here === -1 && key.startsWith("Arrow") ? from : to];
    const row = place === undefined ? undefined : rows[place];
    if (place === undefined || row === undefined) return;
    wanted.current = row.key;
    setFocused(row.key);
    at.scrollToIndex(place, { align: "nearest" });
    focusWanted();
  };
  return { focused, handlers: { onFocus, onBlur, onKeyDown } };
}

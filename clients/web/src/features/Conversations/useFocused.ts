import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import { isImeKey } from "../../ui/imeKey.ts";
import type { ConversationHead } from "../../wire/index.ts";

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** So many frames a row may take until it can have the focus. */
const TRIES = 10;

/** Which row has the focus: it stays in the page when it scrolls away. The arrows go from link to link, also to those that are not in the page yet. */
export function useFocused(
  scroller: RefObject<HTMLDivElement | null>,
  list: RefObject<VirtualizerHandle | null>,
  heads: readonly ConversationHead[],
  moved: () => void,
) {
  const [focus, setFocus] = useState<{ readonly id: string; readonly isWanted: boolean }>();
  const focused = heads.findIndex(({ conversation }) => conversation.id === focus?.id);
  // A row cannot have the focus before it is measured, a frame or two after it has come into the page.
  useEffect(() => {
    if (focus?.isWanted !== true) return;
    let frame = 0;
    const give = (tries: number) => {
      scroller.current?.querySelector<HTMLElement>(`[data-id="${focus.id}"] a`)?.focus();
      if (tries > 0) frame = requestAnimationFrame(() => give(tries - 1));
    };
    give(TRIES);
    return () => cancelAnimationFrame(frame);
  }, [focus, scroller]);
  const rowOf = (target: EventTarget) => (target instanceof Element ? target.closest<HTMLElement>("[data-id]") : null);
  return {
    focused,
    onFocus: (event: FocusEvent) => {
      const id = rowOf(event.target)?.dataset["id"];
      if (id === undefined || (id === focus?.id && !focus.isWanted)) return;
      moved();
      setFocus({ id, isWanted: false });
    },
    onBlur: (event: FocusEvent) => {
      // The row that had it may go before the next one can have it.
      if (focus?.isWanted !== true && !event.currentTarget.contains(event.relatedTarget)) setFocus(undefined);
    },
    onKeyDown: (event: KeyboardEvent) => {
      const by = steps[event.key];
      if (by === undefined || isImeKey(event.nativeEvent) || event.ctrlKey || event.metaKey || event.altKey) return;
      const index = Math.min(heads.length - 1, Math.max(0, focused + by));
      const id = heads[index]?.conversation.id;
      if (id === undefined || rowOf(event.target) === null) return;
      event.preventDefault();
      moved();
      list.current?.scrollToIndex(index, { align: "nearest" });
      setFocus({ id, isWanted: true });
    },
  };
}

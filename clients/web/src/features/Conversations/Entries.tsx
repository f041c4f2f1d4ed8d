import { type FocusEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { isImeKey } from "../../ui/imeKey.ts";
import type { ConversationHead } from "../../wire/index.ts";
import { Entry } from "./Entry.tsx";
import styles from "./List.module.css";
import { useHeldOrder } from "./useHeldOrder.ts";
import type { MenuPlace } from "./useMenuPlace.ts";
import { useToday } from "./useToday.ts";
import { useVisiblePeers } from "./useVisiblePeers.ts";

const none: readonly number[] = [];

interface EntriesProps {
  readonly shown: readonly ConversationHead[];
  /** Another one is another list. */
  readonly filter: string;
  readonly open: string | undefined;
  /** The conversation whose menu is open. */
  readonly menu: string | undefined;
  readonly onMenu: (place: MenuPlace) => void;
}

/** The conversations that are shown; only those in view are in the page. */
export function Entries({ shown, filter, open, menu, onMenu }: EntriesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const today = useToday();
  const { heads, moved, left } = useHeldOrder(shown, filter, open);
  const look = useVisiblePeers(list, heads);
  const { focused, ...focus } = useFocused(scroller, list, heads, moved);
  // Whoever chooses another filter begins at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter is another list
  useLayoutEffect(() => {
    list.current?.scrollTo(0);
  }, [filter]);

  return (
    <div
      className={styles["scroller"]}
      ref={scroller}
      onPointerEnter={moved}
      onPointerMove={moved}
      onPointerLeave={left}
      onScroll={moved}
      {...focus}
    >
      <Virtualizer
        ref={list}
        scrollRef={scroller}
        as="ul"
        item="li"
        data={heads}
        itemSize={60}
        keepMounted={focused === -1 ? none : [focused]}
        onScrollEnd={look}
        onResize={look}
      >
        {(head) => (
          <Entry
            key={head.conversation.id}
            head={head}
            today={today}
            isCurrent={head.conversation.id === open}
            hasMenu={head.conversation.id === menu}
            onMenu={onMenu}
          />
        )}
      </Virtualizer>
    </div>
  );
}

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Which row has the focus: it stays in the page when it scrolls away. The arrows go from link to link, also to those that are not in the page yet. */
function useFocused(
  scroller: React.RefObject<HTMLDivElement | null>,
  list: React.RefObject<VirtualizerHandle | null>,
  heads: readonly ConversationHead[],
  moved: () => void,
) {
  const [focus, setFocus] = useState<{ readonly id: string; readonly isWanted: boolean }>();
  const focused = heads.findIndex(({ conversation }) => conversation.id === focus?.id);
  useLayoutEffect(() => {
    if (focus?.isWanted !== true) return;
    scroller.current?.querySelector<HTMLElement>(`[data-id="${focus.id}"] a`)?.focus();
  }, [focus, scroller]);
  const rowOf = (target: EventTarget) => (target instanceof Element ? target.closest<HTMLElement>("[data-id]") : null);
  return {
    focused,
    onFocus: (event: FocusEvent) => {
      const id = rowOf(event.target)?.dataset["id"];
      if (id === undefined || id === focus?.id) return;
      moved();
      setFocus({ id, isWanted: false });
    },
    onBlur: (event: FocusEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget)) setFocus(undefined);
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

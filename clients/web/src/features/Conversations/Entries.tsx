import { useLayoutEffect, useRef } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import type { ConversationHead } from "../../wire/index.ts";
import { Entry } from "./Entry.tsx";
import styles from "./List.module.css";
import { useFocused } from "./useFocused.ts";
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

import { type RefObject, useCallback, useEffect, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import { useWatched } from "../../client.ts";
import type { ConversationHead } from "../../wire/index.ts";

/** Looks at the colleagues whose conversations are in view; answers what has to be called when others may be. */
export function useVisiblePeers(
  list: RefObject<VirtualizerHandle | null>,
  heads: readonly ConversationHead[],
): () => void {
  const [range, setRange] = useState({ first: 0, last: -1 });
  const look = useCallback(() => {
    const held = list.current;
    if (held === null || held.viewportSize === 0) return;
    const first = held.findItemIndex(held.scrollOffset);
    const last = held.findItemIndex(held.scrollOffset + held.viewportSize);
    setRange((before) => (before.first === first && before.last === last ? before : { first, last }));
  }, [list]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with other conversations others are in view
  useEffect(look, [look, heads]);
  useWatched(heads.slice(range.first, range.last + 1).flatMap(({ peerId }) => peerId ?? []));
  return look;
}

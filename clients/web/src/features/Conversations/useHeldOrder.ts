import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ConversationHead } from "../../wire/index.ts";
import { heldOrder, isSameOrder } from "./hold.model.ts";

/** So long after the last movement over it the list stays as it is, in milliseconds. */
const HELD_FOR = 1_000;

/**
 * Conversations in an order that stands still while the user is about to choose one: `moved` says that he is, `left` that he is not any more. Another
 * `filter` is another list.
 */
export function useHeldOrder(heads: readonly ConversationHead[], filter: string, open: string | undefined) {
  const [isHeld, setHeld] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const fresh: readonly string[] = useMemo(() => heads.map(({ conversation }) => conversation.id), [heads]);
  const [shown, setShown] = useState<{ readonly filter: string; readonly ids: readonly string[] }>({
    filter,
    ids: fresh,
  });
  const ids = isHeld && shown.filter === filter ? heldOrder(shown.ids, fresh, open) : fresh;
  if (shown.filter !== filter || !isSameOrder(shown.ids, ids)) setShown({ filter, ids });

  const left = useCallback(() => {
    clearTimeout(timer.current);
    setHeld(false);
  }, []);
  const moved = useCallback(() => {
    setHeld(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setHeld(false), HELD_FOR);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);

  const held = useMemo(() => {
    if (ids === fresh) return heads;
    const byId = new Map(heads.map((head) => [head.conversation.id, head]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }, [heads, fresh, ids]);
  return { heads: held, moved, left };
}

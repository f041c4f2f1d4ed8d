import { useEffect, useRef } from "react";
import { useMessenger } from "../../client.ts";
import { useShortcut } from "../../ui/shortcuts/useShortcut.ts";

/** In these Escape has a meaning of its own. */
const OTHERS = 'input, select, article, [aria-expanded="true"]';

/** Escape, when nothing is left to be closed or cancelled: all of the open conversation is read, and its end is shown. */
export function useNewestKey(conversationId: string, toEnd: () => void): void {
  const messenger = useMessenger();
  const { composing, conversations, history, selecting } = messenger;
  const isTaken = useRef(false);
  useEffect(() => {
    // Whoever cancels something has done so when the key arrives at the window.
    const before = ({ key, target }: KeyboardEvent) => {
      if (key !== "Escape") return;
      isTaken.current =
        composing.store.getState().composed.has(conversationId) ||
        selecting.store.getState().conversationId === conversationId ||
        (target instanceof Element && target.closest(OTHERS) !== null);
    };
    window.addEventListener("keydown", before, { capture: true });
    return () => window.removeEventListener("keydown", before, { capture: true });
  }, [composing, selecting, conversationId]);
  useShortcut("newest", () => {
    const head = conversations.store.getState().heads.get(conversationId);
    if (isTaken.current || head === undefined) return false;
    if (head.seq > head.readSeq) void messenger.markRead(conversationId, head.seq);
    void history.loadNewest(conversationId).then(toEnd);
    return true;
  });
}

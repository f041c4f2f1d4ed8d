import { type RefObject, useCallback, useEffect, useRef } from "react";
import { clock } from "../../browser/ports.ts";
import { useMessenger } from "../../client.ts";
import { ReadTracker } from "../../core/readState/ReadTracker.ts";

/** Feeds the read rule with what the user sees and does. `observe` is the ref of each row, which names its seq in `data-seq`; after `stop` nothing is read. */
export function useReading(conversationId: string, scroller: RefObject<HTMLElement | null>) {
  const messenger = useMessenger();
  const observer = useRef<IntersectionObserver>(undefined);
  const mounted = useRef(new Set<Element>());
  const stopped = useRef(false);

  useEffect(() => {
    const read = messenger.conversations.store.getState().heads.get(conversationId)?.readSeq ?? 0;
    const tracker = new ReadTracker(clock, read, (seq) => {
      if (!stopped.current) void messenger.markRead(conversationId, seq);
    });
    const watch = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting, intersectionRatio, boundingClientRect, rootBounds } of entries) {
          const seq = Number(target instanceof HTMLElement ? target.dataset["seq"] : undefined);
          if (Number.isNaN(seq)) continue;
          const endSeen = rootBounds !== null && boundingClientRect.bottom <= rootBounds.bottom + 1;
          const tall = rootBounds !== null && boundingClientRect.height > rootBounds.height;
          tracker.inView(seq, isIntersecting && (intersectionRatio >= 0.5 || (tall && endSeen)));
        }
      },
      { root: scroller.current, threshold: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1] },
    );
    observer.current = watch;
    for (const element of mounted.current) watch.observe(element);

    const attention = () =>
      tracker.attention({ visible: document.visibilityState === "visible", focused: document.hasFocus() });
    const acted = () => {
      attention();
      tracker.acted();
    };
    attention();
    // The click or key that opened the conversation was an action of the user.
    if (navigator.userActivation?.isActive === true) tracker.acted();
    const actions = ["pointerdown", "pointermove", "keydown", "wheel", "touchmove"];
    for (const name of actions) window.addEventListener(name, acted, { passive: true });
    window.addEventListener("focus", attention);
    window.addEventListener("blur", attention);
    document.addEventListener("visibilitychange", attention);
    return () => {
      for (const name of actions) window.removeEventListener(name, acted);
      window.removeEventListener("focus", attention);
      window.removeEventListener("blur", attention);
      document.removeEventListener("visibilitychange", attention);
      watch.disconnect();
      tracker.leave();
    };
  }, [messenger, conversationId, scroller]);

  const observe = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    mounted.current.add(element);
    observer.current?.observe(element);
    return () => {
      mounted.current.delete(element);
      observer.current?.unobserve(element);
    };
  }, []);
  const stop = useCallback(() => {
    stopped.current = true;
  }, []);
  return { observe, stop };
}

import { type RefObject, useEffect, useMemo, useRef } from "react";
import { useMessenger } from "../../client.ts";

/**
 * Takes over what another tab has made of this draft, and what another device has left, the latter only while nobody writes here.
 * Never during a composition of an input method: then it waits for the end, and what was composed wins. Answers the handlers that the
 * field needs for that.
 */
export function useHeardDraft(
  key: string,
  field: RefObject<HTMLTextAreaElement | null>,
  /** What is written now, as it travels, and the way to have another text in its place. */
  { now, put }: { readonly now: () => string; readonly put: (text: string) => void },
) {
  const { drafts } = useMessenger();
  const composing = useRef(false);
  /** The user has changed what the program has put there. */
  const touched = useRef(false);
  const waiting = useRef<string>(undefined);

  useEffect(() => {
    const takeLeft = () => {
      if (composing.current || now() !== "" || drafts.isTyped(key)) return;
      const left = drafts.textOf(key);
      if (left !== "") put(left);
    };
    const leave = () => {
      drafts.flush();
      takeLeft();
    };
    window.addEventListener("blur", leave);
    const input = field.current;
    const touch = () => {
      touched.current = true;
    };
    input?.addEventListener("blur", takeLeft);
    input?.addEventListener("input", touch);
    const cancelTaking = drafts.onTakenOver((id, before, text) => {
      if (id !== key || composing.current || now() !== before) return;
      const focused = document.hasFocus() && document.activeElement === field.current;
      if (focused && (before === "" || touched.current)) return;
      put(text);
      touched.current = false;
    });
    const cancel = drafts.onHeard((id, text) => {
      if (id !== key) return;
      if (composing.current) waiting.current = text;
      else put(text);
    });
    return () => {
      window.removeEventListener("blur", leave);
      input?.removeEventListener("blur", takeLeft);
      input?.removeEventListener("input", touch);
      cancelTaking();
      cancel();
    };
  }, [drafts, key, field, now, put]);

  return useMemo(() => {
    let before = "";
    return {
      onCompositionStart: () => {
        composing.current = true;
        before = now();
      },
      onCompositionEnd: () => {
        composing.current = false;
        const heard = waiting.current;
        waiting.current = undefined;
        if (heard !== undefined && now() === before) put(heard);
      },
    };
  }, [now, put]);
}

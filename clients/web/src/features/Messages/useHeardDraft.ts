import { type RefObject, useEffect, useMemo, useRef } from "react";
import { flushSync } from "react-dom";
import { useMessenger } from "../../client.ts";

/**
 * Takes over what another tab has made of this draft, and what another device has left, the latter only while nobody writes here.
 * Never during a composition of an input method: then it waits for the end, and what was composed wins. Answers the handlers that the
 * field needs for that.
 */
export function useHeardDraft(
  conversationId: string,
  field: RefObject<HTMLTextAreaElement | null>,
  setText: (text: string) => void,
) {
  const { drafts } = useMessenger();
  const composing = useRef(false);
  const waiting = useRef<string>(undefined);

  useEffect(() => {
    const takeLeft = () => {
      if (composing.current || field.current?.value !== "" || drafts.isTyped(conversationId)) return;
      const left = drafts.textOf(conversationId);
      if (left !== "") putText(field.current, left, setText);
    };
    const leave = () => {
      drafts.flush();
      takeLeft();
    };
    window.addEventListener("blur", leave);
    const input = field.current;
    input?.addEventListener("blur", takeLeft);
    const cancelTaking = drafts.onTakenOver((id, before, text) => {
      const used = composing.current || (document.hasFocus() && document.activeElement === field.current);
      if (id === conversationId && !used && field.current?.value === before) putText(field.current, text, setText);
    });
    const cancel = drafts.onHeard((id, text) => {
      if (id !== conversationId) return;
      if (composing.current) waiting.current = text;
      else putText(field.current, text, setText);
    });
    return () => {
      window.removeEventListener("blur", leave);
      input?.removeEventListener("blur", takeLeft);
      cancelTaking();
      cancel();
    };
  }, [drafts, conversationId, field, setText]);

  return useMemo(() => {
    let before = "";
    return {
      onCompositionStart: () => {
        composing.current = true;
        before = field.current?.value ?? "";
      },
      onCompositionEnd: () => {
        composing.current = false;
        const heard = waiting.current;
        waiting.current = undefined;
        if (heard !== undefined && field.current?.value === before) putText(field.current, heard, setText);
      },
    };
  }, [field, setText]);
}

/** Puts a text into the field and leaves the caret where it was, as far as the text goes. */
function putText(field: HTMLTextAreaElement | null, text: string, setText: (text: string) => void): void {
  const caret = field === null ? 0 : Math.min(field.selectionStart, text.length);
  flushSync(() => setText(text));
  field?.setSelectionRange(caret, caret);
}

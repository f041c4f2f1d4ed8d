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
  /** The user has changed what the program has put there. */
  const touched = useRef(false);
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
    const touch = () => {
      touched.current = true;
    };
    input?.addEventListener("blur", takeLeft);
    input?.addEventListener("input", touch);
    const cancelTaking = drafts.onTakenOver((id, before, text) => {
      if (id !== conversationId || composing.current || field.current?.value !== before) return;
      const focused = document.hasFocus() && document.activeElement === field.current;
      if (focused && (before === "" || touched.current)) return;
      putText(field.current, text, setText);
      touched.current = false;
    });
    const cancel = drafts.onHeard((id, text) => {
      if (id !== conversationId) return;
      if (composing.current) waiting.current = text;
      else putText(field.current, text, setText);
    });
    return () => {
      window.removeEventListener("blur", leave);
      input?.removeEventListener("blur", takeLeft);
      input?.removeEventListener("input", touch);
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

/** Puts a text into the field and leaves the caret where it was, as far as the text goes; in an empty field there was no place yet. */
function putText(field: HTMLTextAreaElement | null, text: string, setText: (text: string) => void): void {
  const caret = field === null || field.value === "" ? text.length : Math.min(field.selectionStart, text.length);
  flushSync(() => setText(text));
  field?.setSelectionRange(caret, caret);
}

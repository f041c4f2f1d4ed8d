import type { KeyboardEvent, RefObject } from "react";
import { useStore } from "zustand";
import { useMe } from "../../client.ts";
import { newestRun } from "../../core/log/Log.ts";
import { isImeKey } from "../../ui/imeKey.ts";
import { lastEditable } from "./lastEditable.model.ts";
import type { useCompletion } from "./useCompletion.ts";
import type { useComposer } from "./useComposer.ts";

/** What is put around the selection, by key. */
const MARKS: Readonly<Record<string, string>> = { b: "**", i: "*", e: "`" };

/** The keys of the field, those of an input method aside. */
export function useComposerKeys(
  composer: ReturnType<typeof useComposer>,
  completion: ReturnType<typeof useCompletion>,
  { inThread, onAttach }: { readonly inThread: boolean; readonly onAttach: RefObject<HTMLInputElement | null> },
) {
  const { messenger, signedIn } = useMe();
  const { sendKey } = useStore(messenger.settings);

  const mark = (field: HTMLTextAreaElement, sign: string) => {
    const { selectionStart: from, selectionEnd: to } = field;
    // In two steps, so that names within stay names.
    composer.type(to, to, sign);
    composer.type(from, from, sign);
    field.setSelectionRange(from + sign.length, to + sign.length);
  };

  return (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isImeKey(event.nativeEvent) || completion.keyDown(event)) return;
    const modified = event.ctrlKey || event.metaKey;
    const letter = event.key.toLowerCase();
    if (event.key === "Escape" && composer.composed !== undefined) {
      event.preventDefault();
      composer.stop();
    } else if (modified && event.shiftKey && letter === "u" && !composer.editing) {
      event.preventDefault();
      onAttach.current?.click();
    } else if (modified && !event.shiftKey && !event.altKey && MARKS[letter] !== undefined) {
      event.preventDefault();
      mark(event.currentTarget, MARKS[letter]);
    } else if (event.key === "ArrowUp" && composer.wire === "" && composer.composed === undefined && !inThread) {
      const log = messenger.conversations.store.getState().logs.get(composer.key);
      const last = lastEditable(newestRun(log) ?? [], messenger.me, Date.now(), signedIn.limits.editSeconds);
      if (last === undefined) return;
      event.preventDefault();
      messenger.composing.begin("edit", last);
    } else if (event.key === "Enter") {
      const sends = sendKey === "enter" ? !event.shiftKey && !event.altKey : modified;
      if (!sends) return;
      event.preventDefault();
      composer.send();
    }
  };
}

import {
  type ChangeEvent,
  type RefObject,
  type SyntheticEvent,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { flushSync } from "react-dom";
import { useMessenger } from "../../client.ts";
import { keyOfPlace, type WritingPlace } from "../../core/drafts/place.ts";
import { useHeardDraft } from "./useHeardDraft.ts";
import { useShown } from "./useShown.ts";
import { edited, toWire, type Written, withName } from "./written.model.ts";

/** The text of the field and the names in it. The text is the field's own, the draft is a copy; what is edited is no draft. */
export function useWritten(place: WritingPlace, field: RefObject<HTMLTextAreaElement | null>, editing: boolean) {
  const { drafts, draftParts, presence } = useMessenger();
  const read = useShown();
  const { conversationId } = place;
  const key = keyOfPlace(place);
  const [written, setWritten] = useState<Written>(() => read(drafts.textOf(key)));
  const [caret, setCaret] = useState(() =>
    Math.min(draftParts.caretOf(key) ?? written.text.length, written.text.length),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: where the caret was is looked at once
  useLayoutEffect(() => field.current?.setSelectionRange(caret, caret), []);
  // Several events may come before the next rendering.
  const latest = useRef(written);
  const [composing, setComposing] = useState(false);
  // What a draft has, somebody has written before.
  const [typed, setTyped] = useState(false);

  const keep = useCallback(
    (next: Written) => {
      latest.current = next;
      setWritten(next);
      setTyped(true);
      if (!editing) drafts.changed(key, toWire(next));
      presence.typed(conversationId, next.text.trim() === "");
    },
    [drafts, presence, key, conversationId, editing],
  );

  const moved = useCallback(
    ({ value, selectionStart }: HTMLTextAreaElement) => {
      setCaret(selectionStart);
      if (!editing) draftParts.caretAt(key, selectionStart === value.length ? undefined : selectionStart);
    },
    [draftParts, key, editing],
  );

  const heard = useMemo(
    () => ({
      now: () => toWire(latest.current),
      /** The caret stays where it was, as far as the text goes; in an empty field there was no place yet. */
      put: (text: string) => {
        const next = read(text);
        const input = field.current;
        const to =
          input === null || input.value === "" ? next.text.length : Math.min(input.selectionStart, next.text.length);
        latest.current = next;
        flushSync(() => {
          setWritten(next);
          setTyped(false);
        });
        input?.setSelectionRange(to, to);
        setCaret(to);
      },
    }),
    [read, field],
  );
  const composition = useHeardDraft(key, field, heard);

  /** Puts words in the place of a part of the text as a key would, so that the field can undo it; `target` is whom they name. */
  const type = useCallback(
    (from: number, to: number, words: string, target?: string) => {
      const input = field.current;
      if (input === null) return;
      input.focus({ preventScroll: true });
      input.setSelectionRange(from, to);
      if (!document.execCommand("insertText", false, words)) {
        input.setRangeText(words, from, to, "end");
        input.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }
      if (target !== undefined) keep(withName(latest.current, from, words.trimEnd(), target));
    },
    [field, keep],
  );

  return {
    written,
    /** The text as it travels. */
    wire: toWire(written),
    caret,
    /** An input method is at work. */
    composing,
    /** The user has written here since it was shown. */
    typed,
    /** Shows another text in place of this one; the draft stays. */
    show: heard.put,
    /** Puts another text in place of this one. */
    put: useCallback(
      (text: string) => {
        const next = read(text);
        keep(next);
        setCaret(next.text.length);
        draftParts.caretAt(key, undefined);
      },
      [keep, read, draftParts, key],
    ),
    type,
    handlers: {
      onCompositionStart: () => {
        setComposing(true);
        composition.onCompositionStart();
      },
      onCompositionEnd: () => {
        setComposing(false);
        composition.onCompositionEnd();
      },
      onChange: ({ target }: ChangeEvent<HTMLTextAreaElement>) => {
        moved(target);
        keep(edited(latest.current, target.value, target.selectionStart));
      },
      onSelect: ({ currentTarget }: SyntheticEvent<HTMLTextAreaElement>) => moved(currentTarget),
    },
  };
}

import { type RefObject, useEffect, useState } from "react";
import { useStore } from "zustand";
import { useMe } from "../../client.ts";
import { nothingAttached } from "../../core/compose/Attaching.ts";
import { keyOfPlace, type WritingPlace } from "../../core/drafts/place.ts";
import type { Extras, Placement } from "../../core/outbox/OutboxRow.ts";
import { useCommand } from "../../ui/useCommand.ts";
import { useEditing } from "./useEditing.ts";
import { useWritten } from "./useWritten.ts";

/** From this share of the limit on, the length is shown. */
const SHOW_LENGTH_FROM = 0.9;

/** What is being written at a place, and what becomes of it. */
export function useComposer(place: WritingPlace, field: RefObject<HTMLTextAreaElement | null>, alsoInMain: boolean) {
  const { messenger, signedIn } = useMe();
  const { threadSeq } = place;
  const key = keyOfPlace(place);
  const composed = useStore(messenger.composing.store, (state) => state.composed.get(key));
  const { chosen } = useStore(messenger.attaching.store, (state) => state.attached.get(key) ?? nothingAttached);
  const editing = composed?.kind === "edit";
  const writing = useWritten(place, field, editing);
  const { wire, put, show } = writing;
  useEditing(place, composed, show);
  const [extras, setExtras] = useState<Extras>({});
  const { run, failure } = useCommand();

  const limit = signedIn.limits.messageLength;
  const tooLong = wire.length > limit;
  const placement: Placement = {
    ...(composed?.kind === "reply" ? { replyTo: composed.message.seq } : {}),
    ...(threadSeq === undefined ? {} : { threadSeq, ...(alsoInMain ? { alsoInMain } : {}) }),
  };
  const stop = () => messenger.composing.end(key);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a file that came or went and an answer that begins are reasons to go on writing
  useEffect(() => field.current?.focus({ preventScroll: true }), [field, chosen.length, composed]);
  useEffect(
    () => () => {
      messenger.drafts.flush();
      messenger.presence.stoppedTyping();
    },
    [messenger],
  );

  const sendable = !tooLong && (wire.trim() !== "" || (chosen.length > 0 && !editing));
  const send = () => {
    if (!sendable) return;
    field.current?.focus();
    if (editing) {
      void run(() => messenger.verbs.edit(composed.message, wire), stop);
      return;
    }
    put("");
    messenger.send(place, wire, { ...placement, ...extras });
    setExtras({});
    stop();
  };

  return {
    ...writing,
    key,
    composed,
    editing,
    extras,
    setExtras,
    placement,
    failure,
    fileCount: chosen.length,
    sendable,
    send,
    stop,
    length: wire.length > limit * SHOW_LENGTH_FROM ? { now: wire.length, limit, tooLong } : undefined,
    /** Takes the text out of the field and attaches it. */
    sendAsFile: (name: string) => {
      messenger.attaching.add(key, [new File([writing.written.text], name, { type: "text/plain" })], signedIn.limits);
      put("");
    },
  };
}

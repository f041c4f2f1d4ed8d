import { useMemo } from "react";
import { useStore } from "zustand";
import { useMessenger } from "../../client.ts";
import { nothingAttached } from "../../core/compose/Attaching.ts";
import { kindOfMedia } from "../Files/files.model.ts";
import { useWords } from "../Files/useWords.ts";

/** What is written in a conversation and not sent, on one line; undefined when there is nothing. */
export function useDraftWords(conversationId: string): string | undefined {
  const { drafts, attaching } = useMessenger();
  const text = useStore(drafts.store, (state) => state.drafts.get(conversationId));
  const { chosen } = useStore(attaching.store, (state) => state.attached.get(conversationId) ?? nothingAttached);
  const files = useMemo(() => chosen.map(({ file: { name, type } }) => ({ name, kind: kindOfMedia(type) })), [chosen]);
  const words = useWords({ text, files });
  return text === undefined && files.length === 0 ? undefined : words;
}

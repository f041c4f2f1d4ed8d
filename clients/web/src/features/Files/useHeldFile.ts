import { useStore } from "zustand";
import { useMessenger } from "../../client.ts";
import { rowAt } from "../../core/log/runs.ts";
import type { Attachment } from "../../wire/index.ts";
import type { PlacedFile } from "./files.model.ts";

/** A file as its message has it, where that is held: lists do not tell what its sender's client said of it, nor its poster. */
export function useHeldFile({ at: { conversationId, seq }, file }: PlacedFile): Attachment {
  const { conversations } = useMessenger();
  const held = useStore(conversations.store, ({ logs }) =>
    rowAt(logs.get(conversationId)?.runs ?? [], seq)?.files?.find(({ fileId }) => fileId === file.fileId),
  );
  return held ?? file;
}

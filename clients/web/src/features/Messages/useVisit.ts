import { useCallback } from "react";
import { useLocation } from "wouter";
import { useMessenger } from "../../client.ts";
import type { Message } from "../../wire/index.ts";
import { permalink } from "./view.model.ts";

/** Differs from one visit of an address to the next: it makes a second press on the same link a second visit. */
export const visitNow = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;

/** Goes to a message, and opens the thread that alone shows it. */
export function useVisit() {
  const { openThread } = useMessenger();
  const [, navigate] = useLocation();
  return useCallback(
    ({
      conversationId,
      seq,
      threadSeq,
      alsoInMain,
    }: Pick<Message, "conversationId" | "seq" | "threadSeq" | "alsoInMain">) => {
      navigate(permalink(conversationId, seq), { state: { visit: visitNow() } });
      if (threadSeq !== undefined && alsoInMain !== true) openThread.open(conversationId, threadSeq, seq);
    },
    [navigate, openThread],
  );
}

import { useEffect, useReducer } from "react";
import { useStore } from "zustand";
import { useHead, useMessenger, useUser } from "../../client.ts";
import { type Closed, closedFor, mutedUntil } from "./group.model.ts";

/** Why the user does not write in a conversation now; a mute ends by itself. */
export function useClosed(conversationId: string): Closed | undefined {
  const messenger = useMessenger();
  const head = useHead(conversationId);
  const peer = useUser(head?.peerId);
  const own = useStore(messenger.conversations.store, (state) => state.members.get(conversationId)?.get(messenger.me));
  const [, lookAgain] = useReducer((count: number) => count + 1, 0);
  const until = own && mutedUntil(own, Date.now());
  useEffect(() => {
    if (typeof until !== "number") return;
    const timer = setTimeout(lookAgain, until - Date.now() + 1);
    return () => clearTimeout(timer);
  }, [until]);
  if (peer?.deactivated === true) return "deactivated";
  return head && closedFor(head, own, Date.now());
}

import { useStore } from "zustand";
import { useHead, useMe } from "../../client.ts";
import { messageKey } from "../../core/personal/things.ts";
import type { Message } from "../../wire/index.ts";
import { useClosed } from "../Conversations/useClosed.ts";
import { type Actions, actionsFor } from "./actions.model.ts";

export interface MessageActions {
  readonly actions: Actions;
  /** The user may react. */
  readonly reacts: boolean;
}

/** Answers what the user may do with a message of a conversation at the moment at which that is asked. */
export function useActions(conversationId: string, inThread: boolean): (message: Message) => MessageActions {
  const { messenger, signedIn } = useMe();
  const head = useHead(conversationId);
  const saved = useStore(messenger.personal.store, (state) => state.things.saved);
  const open = useClosed(conversationId) === undefined;
  const { conversation, role = "member" } = head ?? {};
  return (message) => ({
    reacts: open,
    actions: actionsFor(message, {
      me: messenger.me,
      now: Date.now(),
      limits: signedIn.limits,
      group: conversation?.kind === "group" ? { role, members: conversation.memberCount } : undefined,
      saved: saved?.has(messageKey(conversationId, message.seq)) === true,
      open,
      inThread,
    }),
  });
}

import { useMemo } from "react";
import { useStore } from "zustand";
import { useMessenger, useUsers } from "../../client.ts";
import type { ConversationHead } from "../../wire/index.ts";
import { byActivity, titleOf } from "./list.model.ts";

/** So many conversations are shown; further ones are found by more of their names. */
const SHOWN = 50;

/** The user's conversations with a text in their names, the latest first. */
export function useNamedConversations(
  query: string,
): readonly { readonly head: ConversationHead; readonly title: string }[] {
  const heads = useStore(useMessenger().conversations.store, (state) => state.heads);
  const sorted = useMemo(() => byActivity(heads), [heads]);
  const peers = useMemo(() => sorted.flatMap((head) => head.peerId ?? []), [sorted]);
  const names = useUsers(peers);
  const wanted = query.trim().toLocaleLowerCase();
  return sorted
    .map((head) => {
      const peer = head.peerId === undefined ? undefined : names[peers.indexOf(head.peerId)];
      return { head, title: titleOf(head, peer?.displayName) };
    })
    .filter(({ title }) => title.toLocaleLowerCase().includes(wanted))
    .slice(0, SHOWN);
}

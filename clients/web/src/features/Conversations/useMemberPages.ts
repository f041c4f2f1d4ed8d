import { useCallback, useEffect, useMemo, useState } from "react";
import { useIntl } from "react-intl";
import { useStore } from "zustand";
import { useMessenger } from "../../client.ts";
import { present } from "../../core/conversations/members.ts";
import { useCommand } from "../../ui/useCommand.ts";
import { sortMembers } from "./group.model.ts";

/** Those who belong to a group, by role and name; `more` asks for the next of them, or again for what could not be had. */
export function useMemberPages(conversationId: string) {
  const intl = useIntl();
  const messenger = useMessenger();
  const held = useStore(messenger.conversations.store, (state) => state.members.get(conversationId));
  const users = useStore(messenger.directory.store, (state) => state.users);
  const members = useMemo(() => sortMembers(present(held), users, intl.locale), [held, users, intl.locale]);
  const [next, setNext] = useState<string>();
  const { busy, failure, run } = useCommand();
  const load = useCallback(
    (after?: string) =>
      void run(
        () => messenger.groups.loadMembers(conversationId, after),
        (loaded) => setNext(loaded.next),
      ),
    [run, messenger, conversationId],
  );
  useEffect(() => load(), [load]);
  return { members, busy, failure, hasMore: next !== undefined, more: () => load(next) };
}

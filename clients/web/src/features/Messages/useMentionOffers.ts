import { useEffect, useMemo, useState } from "react";
import { useIntl } from "react-intl";
import { useStore } from "zustand";
import { useClient, useHead, useMessenger } from "../../client.ts";
import { present } from "../../core/conversations/members.ts";
import { newestRun } from "../../core/log/Log.ts";
import { ignoreUnknown } from "../../core/outcome.ts";
import { heardLately, mayMentionAll, type Offer, peopleToOffer } from "./offers.model.ts";

const LIMIT = 20;
/** Somebody who types is not answered after each key, in milliseconds. */
const SEARCH_AFTER = 150;

/** Whom a question may mean, of those in the conversation; nobody while there is none. */
export function useMentionOffers(conversationId: string, query: string | undefined): readonly Offer[] {
  const intl = useIntl();
  const { me, conversations, directory, people, readings, groups } = useMessenger();
  const head = useHead(conversationId);
  const held = useStore(conversations.store, (state) => state.members.get(conversationId));
  const users = useStore(directory.store, (state) => state.users);
  const answers = useStore(readings.store, (state) => state.answers);
  const asked = query !== undefined;
  const found = useFoundMembers(conversationId, query, (held?.size ?? 0) < (head?.conversation.memberCount ?? 0));

  useEffect(() => {
    if (!asked) return;
    readings.begin();
    if (held === undefined) void groups.loadMembers(conversationId).catch(ignoreUnknown);
  }, [asked, held, readings, groups, conversationId]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: with each answer more is known of how names are read
  return useMemo(() => {
    if (query === undefined || head === undefined) return [];
    const known = [
      ...present(held).map((member) => member.userId),
      ...(head.peerId === undefined ? [] : [head.peerId]),
    ];
    const others = [...new Set([...known, ...found])].filter((id) => id !== me && users.get(id)?.deactivated !== true);
    const log = conversations.store.getState().logs.get(conversationId);
    const heard = heardLately(newestRun(log) ?? [], me);
    const byName = [...others].sort((a, b) =>
      (users.get(a)?.displayName ?? "").localeCompare(users.get(b)?.displayName ?? "", intl.locale),
    );
    const hits = query === "" ? undefined : people.find(query, new Set(others));
    const named: readonly Offer[] = mayMentionAll(head.conversation, head.role)
      ? (["all", "here"] as const)
          .filter((scope) =>
            isCalled(query, scope, intl.formatMessage({ id: scope === "all" ? "completion.all" : "completion.here" })),
          )
          .map((scope) => ({ kind: "everyone", scope }))
      : [];
    const persons = peopleToOffer(hits, byName, heard, LIMIT);
    return query === "" ? [...named, ...persons] : [...persons, ...named];
  }, [query, head, held, found, users, answers, me, conversations, conversationId, people, intl]);
}

const isCalled = (query: string, scope: string, words: string): boolean =>
  scope.startsWith(query.toLowerCase()) || words.toLowerCase().startsWith(query.toLowerCase());

/** Those whom the server finds among the members, where this client does not hold all of them. */
function useFoundMembers(conversationId: string, query: string | undefined, incomplete: boolean): readonly string[] {
  const { api } = useClient();
  const { directory } = useMessenger();
  const [found, setFound] = useState<readonly string[]>([]);
  useEffect(() => {
    if (query === undefined || query === "" || !incomplete) return;
    let stale = false;
    const timer = setTimeout(async () => {
      try {
        const outcome = await api.search.people({ text: query, conversationId, limit: LIMIT });
        if (stale || !outcome.ok) return;
        const users = outcome.value.hits.map((hit) => hit.user);
        directory.put(users);
        setFound((before) => [...new Set([...before, ...users.map((user) => user.id)])]);
      } catch (fault) {
        ignoreUnknown(fault);
      }
    }, SEARCH_AFTER);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [api, directory, conversationId, query, incomplete]);
  return found;
}

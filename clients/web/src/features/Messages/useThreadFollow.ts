import { useEffect, useState } from "react";
import { useClient, useMessenger, useThing } from "../../client.ts";
import { threadItem } from "../../core/personal/items.ts";
import { messageKey } from "../../core/personal/things.ts";
import { useCommand } from "../../ui/useCommand.ts";
import type { Message } from "../../wire/index.ts";
import { follows, readsUpTo } from "./thread.model.ts";

/** Whether the user follows a thread, and the way to change that. What he follows becomes read while it is shown to him. */
export function useThreadFollow(conversationId: string, threadSeq: number, rows: readonly Message[]) {
  const { personal, me } = useMessenger();
  const { messages } = useClient().api;
  const { run, failure } = useCommand();
  const [listed, setListed] = useState(false);
  const held = useThing("thread", messageKey(conversationId, threadSeq))?.thread;
  const unsaid = held === undefined;
  // Long threads show their latest page only: who wrote before it is known to the server.
  useEffect(() => {
    if (!unsaid) return;
    const ask = async () => {
      const followers = await messages.followers(conversationId, threadSeq).catch(() => undefined);
      setListed(followers?.ok === true && followers.value.userIds.includes(me));
    };
    void ask();
  }, [messages, me, conversationId, threadSeq, unsaid]);
  const following = held?.following ?? (listed || follows(held, rows, threadSeq, me));
  const upTo = readsUpTo(held, rows, threadSeq, me);
  const put = (wanted: boolean, readSeq: number) =>
    void run(() => personal.put(threadItem({ conversationId, seq: threadSeq }, { following: wanted, readSeq })));
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once for each seq
  useEffect(() => {
    if (following && upTo !== undefined && document.visibilityState === "visible") put(true, upTo);
  }, [following, upTo]);
  return { following, failure, follow: (wanted: boolean) => put(wanted, upTo ?? held?.readSeq ?? 0) };
}

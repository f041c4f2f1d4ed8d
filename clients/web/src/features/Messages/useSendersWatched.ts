import { useMemo } from "react";
import { useWatched } from "../../client.ts";
import type { Message } from "../../wire/index.ts";

/** Those who wrote last among so many messages, and so many of them at most, have their status beside their name. */
const LATEST = 200;
const WATCHED = 50;

/** Looks at those who write in a group, so that one sees beside their messages what they say of themselves. */
export function useSendersWatched(run: readonly Message[], isGroup: boolean): void {
  const senders = useMemo(() => {
    if (!isGroup) return [];
    const ids = new Set(run.slice(-LATEST).map(({ senderId }) => senderId));
    return [...ids].slice(-WATCHED).sort();
  }, [run, isGroup]);
  useWatched(senders);
}

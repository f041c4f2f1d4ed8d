import type { ConversationHead } from "../../wire/index.ts";
import { isMuted, preferencesOf } from "../personal/items.ts";
import type { Things } from "../personal/things.ts";

/** What waits for the user, as the title and the badge of the program count it: of muted conversations only what mentions him. */
export function unreadCount(heads: Iterable<ConversationHead>, things: Things, now: number): number {
  let count = 0;
  for (const { conversation, unread, mentions } of heads) {
    const preferences = preferencesOf(things, conversation.id);
    if (isMuted(preferences, now)) count += mentions;
    else count += Math.max(unread, preferences.markedUnread === true ? 1 : 0);
  }
  return count;
}

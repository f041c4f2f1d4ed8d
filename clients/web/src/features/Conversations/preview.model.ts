import type { OutboxRow } from "../../core/outbox/OutboxRow.ts";
import type { ConversationHead } from "../../wire/index.ts";

/** The user's latest message to a conversation that its log does not have yet. */
export const outgoingOf = (rows: readonly OutboxRow[], conversationId: string): OutboxRow | undefined =>
  rows.findLast((row) => row.conversationId === conversationId && (row.threadSeq === undefined || row.alsoInMain));

/** The last message is urgent, and the user has not said yet that he has read it. */
export function asksMe({ lastMessage }: ConversationHead, me: string): boolean {
  const urgent = lastMessage?.urgent;
  return urgent?.askedIds.includes(me) === true && !urgent.confirmedIds.includes(me);
}

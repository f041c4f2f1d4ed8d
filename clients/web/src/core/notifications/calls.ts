import type { ConversationPreferences, Message } from "../../wire/index.ts";
import { isInMain } from "../conversations/head.ts";
import { contactOf, isMuted } from "../personal/items.ts";
import { messageKey, type Things } from "../personal/things.ts";

/** How strongly a message calls a user. */
export type Call = "message" | "mention" | "urgent";

/**
 * How a message calls a user; undefined when it is none of his. `live`: it came as it was posted, so whoever was online then is meant
 * by `@here`.
 */
export function callOf(row: Message, me: string, things: Things, live: boolean): Call | undefined {
  if (row.kind !== "text" || row.senderId === me || row.recalled !== undefined) return undefined;
  if (contactOf(things, row.senderId).blocked === true) return undefined;
  if (row.urgent?.askedIds.includes(me) === true && !row.urgent.confirmedIds.includes(me)) return "urgent";
  if (row.mentions?.includes(me) === true || row.mentionsEveryone === "all") return "mention";
  if (row.mentionsEveryone === "here" && live) return "mention";
  return isInMain(row) || isFollowed(row, things) ? "message" : undefined;
}

/** Whether a call comes through: how the user wants the conversation, and whether he wants to be left alone. Urgent ones always do. */
export function comesThrough(call: Call, preferences: ConversationPreferences, alone: boolean, now: number): boolean {
  if (call === "urgent") return true;
  if (alone || isMuted(preferences, now)) return false;
  return preferences.notify !== "mentions" || call === "mention";
}

const ORDER: readonly Call[] = ["message", "mention", "urgent"];

export const stronger = (one: Call, other: Call): Call => (ORDER.indexOf(one) > ORDER.indexOf(other) ? one : other);

function isFollowed({ conversationId, threadSeq }: Message, things: Things): boolean {
  if (threadSeq === undefined) return false;
  return things.thread?.get(messageKey(conversationId, threadSeq))?.thread?.following === true;
}

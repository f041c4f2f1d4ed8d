import type {
  ContactPreferences,
  ConversationPreferences,
  Folder,
  PersonalItem,
  QuietHours,
  Reminder,
  ScheduledMessage,
  ThreadFollow,
} from "../../wire/index.ts";
import { messageKey, type Things } from "./things.ts";

interface Place {
  readonly conversationId: string;
  readonly seq: number;
}

type Change<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

const noPreferences: ConversationPreferences = {};

export const preferencesOf = (things: Things, conversationId: string): ConversationPreferences =>
  things.conversation?.get(conversationId)?.conversation ?? noPreferences;

/** Whether nothing in a conversation notifies its user at this time (milliseconds). */
export const isMuted = ({ notify, mutedUntil }: ConversationPreferences, now: number): boolean =>
  notify === "none" || (mutedUntil !== undefined && Date.parse(mutedUntil) > now);

/** A conversation's preferences with a change. What is as it is for everybody is not kept. */
export function conversationItem(
  key: string,
  held: ConversationPreferences,
  change: Change<ConversationPreferences>,
): PersonalItem {
  const wanted = Object.entries({ ...held, ...change }).filter(
    ([, value]) => value !== undefined && value !== false && value !== "all",
  );
  if (wanted.length === 0) return removed("conversation", key);
  return { kind: "conversation", key, conversation: Object.fromEntries(wanted) };
}

const noContact: ContactPreferences = {};

export const contactOf = (things: Things, userId: string): ContactPreferences =>
  things.contact?.get(userId)?.contact ?? noContact;

/** What a user keeps of a colleague, with a change. What says nothing is not kept. */
export function contactItem(key: string, held: ContactPreferences, change: Change<ContactPreferences>): PersonalItem {
  const wanted = Object.entries({ ...held, ...change }).filter(
    ([, value]) => value !== undefined && value !== false && value !== "",
  );
  if (wanted.length === 0) return removed("contact", key);
  return { kind: "contact", key, contact: Object.fromEntries(wanted) };
}

/** The names that a user has for colleagues himself, by their ids. */
export function aliasesOf(contacts: Things["contact"]): ReadonlyMap<string, string> {
  return new Map(
    [...(contacts ?? [])].flatMap(([id, { contact }]) =>
      contact?.alias === undefined || contact.alias === "" ? [] : [[id, contact.alias] as const],
    ),
  );
}

export const folderItem = (key: string, folder: Folder): PersonalItem => ({ kind: "folder", key, folder });

export const savedItem = ({ conversationId, seq }: Place): PersonalItem => ({
  kind: "saved",
  key: messageKey(conversationId, seq),
  saved: {},
});

export const hiddenItem = ({ conversationId, seq }: Place): PersonalItem => ({
  kind: "hidden",
  key: messageKey(conversationId, seq),
});

export const reminderItem = (key: string, reminder: Reminder): PersonalItem => ({ kind: "reminder", key, reminder });

export const scheduledItem = (key: string, scheduled: ScheduledMessage): PersonalItem => ({
  kind: "scheduled",
  key,
  scheduled,
});

export const threadItem = ({ conversationId, seq }: Place, thread: ThreadFollow): PersonalItem => ({
  kind: "thread",
  key: messageKey(conversationId, seq),
  thread,
});

export const quietItem = (quietHours: QuietHours): PersonalItem => ({ kind: "quiet_hours", key: QUIET, quietHours });

/** The one key of the quiet hours. */
export const QUIET = "quiet";

export const removed = (kind: PersonalItem["kind"], key: string): PersonalItem => ({ kind, key, deleted: true });

import type { MemberRole, Message } from "../../wire/index.ts";
import type { RemindWhen } from "./reminder.model.ts";

/** What can be done with a message, besides reacting to it. */
export type ActionId =
  | "reply"
  | "thread"
  | "copy"
  | "copyLink"
  | "forward"
  | "select"
  | "pin"
  | "unpin"
  | "save"
  | "unsave"
  | "remind"
  | "markUnread"
  | "edit"
  | "earlier"
  | "reactions"
  | "readers"
  | "hide"
  | "recall";

/** An action as it is carried out: a reminder with its time, and the choice among all emoji. */
export type Performed = Exclude<ActionId, "remind"> | RemindWhen | "emoji";

/** The actions of a message in parts, with a line between them. */
export type Actions = readonly (readonly ActionId[])[];

export interface ActionFacts {
  readonly me: string;
  /** Milliseconds since 1970 (UTC). */
  readonly now: number;
  readonly limits: {
    /** Seconds after its posting. */
    readonly editSeconds: number;
    readonly recallSeconds: number;
    readonly receiptMembers: number;
  };
  /** The group that it was written in; undefined in a direct conversation. */
  readonly group: { readonly role: MemberRole; readonly members: number } | undefined;
  readonly saved: boolean;
  /** The user may write in the conversation now. */
  readonly open: boolean;
  /** It is shown in its thread, where the field to write in is another one. */
  readonly inThread: boolean;
}

/** Whether anything can be done with a message at all. */
export const canActOn = (message: Message): boolean => message.kind === "text" && message.recalled === undefined;

/** What this user may do with a message, in the order of the menu. */
export function actionsFor(message: Message, facts: ActionFacts): Actions {
  if (!canActOn(message)) return [];
  const { open, inThread, group, me, limits } = facts;
  const own = message.senderId === me;
  const age = (facts.now - Date.parse(message.postedAt)) / 1_000;
  const moderates = group !== undefined && group.role !== "member";
  const stays = message.vanishesAt === undefined;
  const isCopy = message.forwarded !== undefined || message.card !== undefined || message.poll !== undefined;
  const isCounted = own && group !== undefined && group.members <= limits.receiptMembers;
  const when = (allowed: boolean, action: ActionId) => (allowed ? [action] : []);
  const parts: Actions = [
    [
      ...when(open && !inThread, "reply"),
      ...when(!inThread, "thread"),
      ...when(open && own && !inThread && !isCopy && age < limits.editSeconds, "edit"),
    ],
    [
      ...when((message.text ?? "") !== "", "copy"),
      "copyLink",
      ...when(stays, "forward"),
      ...when(stays && !inThread, "select"),
    ],
    [
      ...when(open, message.pinned === undefined ? "pin" : "unpin"),
      facts.saved ? "unsave" : "save",
      "remind",
      ...when(!inThread, "markUnread"),
    ],
    [
      ...when(message.reactions !== undefined, "reactions"),
      ...when(isCounted, "readers"),
      ...when(message.editedAt !== undefined && (own || moderates), "earlier"),
    ],
    ["hide", ...when((own && age < limits.recallSeconds) || moderates, "recall")],
  ];
  return parts.filter((part) => part.length > 0);
}

/** Whether an action is among those of the menu. */
export const allows = (parts: Actions, action: ActionId): boolean => parts.some((part) => part.includes(action));

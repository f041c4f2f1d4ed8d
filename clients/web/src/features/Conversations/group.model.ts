import type {
  Conversation,
  ConversationHead,
  Joining,
  Member,
  MemberRole,
  UpdateConversation,
  User,
  Visibility,
} from "../../wire/index.ts";

export const TITLE_LENGTH = 100;
export const DESCRIPTION_LENGTH = 1_000;
export const ANNOUNCEMENT_LENGTH = 2_000;

/** So long a member is muted, in seconds. "For good" is the longest time that the server takes: ten years. */
export const MUTE_HOUR = 3_600;
export const MUTE_DAY = 86_400;
export const MUTE_FOR_GOOD = 315_360_000;

const YEAR = 365 * MUTE_DAY * 1_000;

const rank: Record<MemberRole, number> = { member: 1, administrator: 2, owner: 3 };

/** Whether a role is this one or a higher. */
export const isAtLeast = (role: MemberRole, least: MemberRole): boolean => rank[role] >= rank[least];

export const manages = (role: MemberRole): boolean => role !== "member";

/** What the user may do with a member. */
export interface MemberChoices {
  /** The roles that he may give; none when he may give none. */
  readonly roles: readonly MemberRole[];
  /** He may mute and remove. */
  readonly moderates: boolean;
}

/** Members are muted and removed by those of a higher role, and given roles by the owner; nobody does so with himself. */
export function choicesFor(own: MemberRole, member: Member, me: string): MemberChoices {
  if (member.userId === me) return { roles: [], moderates: false };
  return {
    roles: own === "owner" ? ["member", "administrator", "owner"] : [],
    moderates: manages(own) && rank[own] > rank[member.role],
  };
}

/** Whether a member is muted: until a time (milliseconds), or for good. */
export function mutedUntil({ mutedUntil: until }: Member, now: number): number | "for good" | undefined {
  const time = until === undefined ? 0 : Date.parse(until);
  if (time <= now) return undefined;
  return time - now > YEAR ? "for good" : time;
}

/** Whoever owns a group gives it away before he leaves, unless he is the last. */
export const mayLeave = ({ role, conversation }: ConversationHead): boolean =>
  role !== "owner" || conversation.memberCount === 1;

/** Members by role, then by name. */
export function sortMembers(
  members: readonly Member[],
  users: ReadonlyMap<string, User>,
  locale: string,
): readonly Member[] {
  const { compare } = new Intl.Collator(locale);
  const nameOf = ({ userId }: Member) => users.get(userId)?.displayName ?? "";
  return [...members].sort((a, b) => rank[b.role] - rank[a.role] || compare(nameOf(a), nameOf(b)));
}

/** Why nobody, or not this user, writes in a conversation now. */
export function closedFor(
  { conversation, role }: ConversationHead,
  own: Member | undefined,
  now: number,
): "archived" | "posting_restricted" | "muted" | undefined {
  if (conversation.archivedAt !== undefined) return "archived";
  if (conversation.kind === "direct" || manages(role)) return undefined;
  if (conversation.posting === "administrator") return "posting_restricted";
  return own !== undefined && mutedUntil(own, now) !== undefined ? "muted" : undefined;
}

/** Why nobody, or not this user, writes in a conversation now; `deactivated`: the other one is. */
export type Closed = NonNullable<ReturnType<typeof closedFor>> | "deactivated";

/** What a group says of itself, as a form has it. */
export interface AboutForm {
  readonly title: string;
  readonly description: string;
  readonly announcement: string;
}

export const aboutOf = ({ title, description, announcement }: Conversation): AboutForm => ({
  title: title ?? "",
  description: description ?? "",
  announcement: announcement?.text ?? "",
});

/** How a group works, as a form has it. */
export interface SettingsForm {
  readonly history: Conversation["history"];
  readonly posting: MemberRole;
  readonly mentioningEveryone: MemberRole;
  readonly slowModeSeconds: number;
  readonly visibility: Visibility;
  readonly joining: Joining;
}

export const settingsOf = (group: Conversation): SettingsForm => ({
  history: group.history,
  posting: group.posting,
  mentioningEveryone: group.mentioningEveryone,
  slowModeSeconds: group.slowModeSeconds ?? 0,
  visibility: group.visibility,
  joining: group.joining,
});

/** What a form changes of what is there; undefined when nothing. */
export function changeIn<Form extends AboutForm | SettingsForm>(
  held: Form,
  form: Form,
): UpdateConversation | undefined {
  const changed = Object.entries(form).filter(([name, value]) => held[name as keyof Form] !== value);
  return changed.length === 0 ? undefined : Object.fromEntries(changed);
}

/** The pauses of slow mode that are offered, in seconds, with the one that is set. */
export const slowModes = (held: number): readonly number[] =>
  [...new Set([0, 10, 30, 60, 300, 900, 3_600, 21_600, held])].sort((a, b) => a - b);

const PICTURE_BYTES = 256 * 1024;

const PICTURE_TYPES = ["image/png", "image/jpeg", "image/webp"];

/** Whether the server takes a file for a picture as it is. */
export const isPicture = ({ type, size }: { readonly type: string; readonly size: number }): boolean =>
  PICTURE_TYPES.includes(type) && size > 0 && size <= PICTURE_BYTES;

/** Whether the announcement of a group is still to be shown to somebody who has put some away, by conversation and time. */
export const isAnnounced = (
  { id, announcement }: Conversation,
  dismissed: Readonly<Record<string, string>> | undefined,
): boolean => announcement !== undefined && dismissed?.[id] !== announcement.at;

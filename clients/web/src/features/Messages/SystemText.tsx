import { FormattedList, FormattedMessage } from "react-intl";
import { useUser, useUsers } from "../../client.ts";
import type { MessageId } from "../../i18n/I18n.tsx";
import type { HistoryVisibility, MemberRole, Message, SystemEvent } from "../../wire/index.ts";

const words: Record<SystemEvent, MessageId> = {
  group_created: "system.group_created",
  members_added: "system.members_added",
  member_removed: "system.member_removed",
  member_left: "system.member_left",
  title_changed: "system.title_changed",
  description_changed: "system.description_changed",
  role_changed: "system.role_changed",
  ownership_transferred: "system.ownership_transferred",
  history_changed: "system.history_changed",
  posting_changed: "system.posting_changed",
  mentioning_changed: "system.mentioning_changed",
  slow_mode_changed: "system.slow_mode_changed",
  archived: "system.archived",
  restored: "system.restored",
  member_muted: "system.member_muted",
  member_unmuted: "system.member_unmuted",
  member_joined: "system.member_joined",
  visibility_changed: "system.visibility_changed",
  joining_changed: "system.joining_changed",
  announcement_changed: "system.announcement_changed",
  avatar_changed: "system.avatar_changed",
};
export const roleWords: Record<MemberRole, MessageId> = {
  member: "role.member",
  administrator: "role.administrator",
  owner: "role.owner",
};
export const historyWords: Record<HistoryVisibility, MessageId> = {
  all: "history.all",
  from_joining: "history.from_joining",
};
const none: readonly string[] = [];

/** What an entry of the system says, in words. */
export function SystemText({ message }: { readonly message: Message }) {
  const sender = useUser(message.senderId);
  const users = useUsers(message.system?.userIds ?? none);
  const entry = message.system;
  if (entry === undefined) return null;
  return (
    <FormattedMessage
      id={words[entry.event]}
      values={{
        sender: sender?.displayName ?? "…",
        users: <FormattedList value={users.map((user) => user?.displayName ?? "…")} />,
        count: users.length,
        text: entry.text ?? "",
        seconds: entry.seconds ?? 0,
        visibility: entry.visibility ?? "",
        joining: entry.joining ?? "",
        role: entry.role === undefined ? "" : <FormattedMessage id={roleWords[entry.role]} />,
        history: entry.history === undefined ? "" : <FormattedMessage id={historyWords[entry.history]} />,
      }}
    />
  );
}

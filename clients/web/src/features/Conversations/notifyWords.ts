import type { MessageId } from "../../i18n/I18n.tsx";
import type { NotifyLevel } from "../../wire/index.ts";
import type { MuteChoice } from "./mute.model.ts";

/** What can notify the user, from much to nothing. */
export const levels: readonly (readonly [NotifyLevel, MessageId])[] = [
  ["all", "conversations.notifyAll"],
  ["mentions", "conversations.notifyMentions"],
  ["none", "conversations.notifyNone"],
];

export const muteWords: Record<MuteChoice, MessageId> = {
  hour: "conversations.muteHour",
  hours: "conversations.muteHours",
  tomorrow: "conversations.muteTomorrow",
};

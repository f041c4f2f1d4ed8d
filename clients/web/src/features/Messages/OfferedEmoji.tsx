import type { ReactNode } from "react";
import { useIntl } from "react-intl";
import { useStore } from "zustand";
import { useMessenger } from "../../client.ts";
import type { Message } from "../../wire/index.ts";
import { offeredEmoji } from "./emoji.model.ts";

interface Offered {
  readonly emoji: string;
  readonly label: string;
  /** The user has reacted with it: a press takes it back. */
  readonly own: boolean;
}

interface OfferedEmojiProps {
  readonly message: Message;
  readonly render: (offered: Offered) => ReactNode;
}

/** The emoji that are offered first as reactions, those used last before the others. */
export function OfferedEmoji({ message, render }: OfferedEmojiProps) {
  const intl = useIntl();
  const { me, settings } = useMessenger();
  const recent = useStore(settings, (state) => state.recentEmoji);
  return offeredEmoji(recent).map((emoji) =>
    render({
      emoji,
      label: intl.formatMessage({ id: "message.react" }, { emoji }),
      own: message.reactions?.some((one) => one.emoji === emoji && one.userIds.includes(me)) === true,
    }),
  );
}

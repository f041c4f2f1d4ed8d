import { Avatar } from "../../ui/Avatar.tsx";
import type { Conversation, PresenceState } from "../../wire/index.ts";
import { pictureOf } from "./list.model.ts";

interface ConversationAvatarProps {
  readonly conversation: Conversation;
  readonly title: string;
  /** Of a direct conversation: the other one. */
  readonly peerId?: string | undefined;
  readonly presence?: PresenceState | undefined;
}

/** The picture of a group; without one, a letter of its title or of the other one's name. */
export function ConversationAvatar({ conversation, title, peerId, presence }: ConversationAvatarProps) {
  return <Avatar id={peerId ?? conversation.id} name={title} presence={presence} picture={pictureOf(conversation)} />;
}

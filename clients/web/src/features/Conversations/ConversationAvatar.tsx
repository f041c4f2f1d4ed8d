import type { Reachable } from "../../core/presence/status.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import type { Conversation } from "../../wire/index.ts";
import { PersonAvatar } from "../Directory/PersonAvatar.tsx";
import { pictureOf } from "./list.model.ts";

interface ConversationAvatarProps {
  readonly conversation: Conversation;
  readonly title: string;
  /** Of a direct conversation: the other one. */
  readonly peerId?: string | undefined;
  readonly presence?: Reachable | undefined;
}

/** The picture of a group, or of the other one; without one, a letter. */
export function ConversationAvatar({ conversation, title, peerId, presence }: ConversationAvatarProps) {
  if (peerId !== undefined) return <PersonAvatar userId={peerId} presence={presence} />;
  return <Avatar id={conversation.id} name={title} picture={pictureOf(conversation)} />;
}

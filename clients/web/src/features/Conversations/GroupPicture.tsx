import { useMessenger } from "../../client.ts";
import { useCommand } from "../../ui/useCommand.ts";
import type { Conversation } from "../../wire/index.ts";
import { PictureChoice } from "../Directory/PictureChoice.tsx";
import { ConversationAvatar } from "./ConversationAvatar.tsx";

/** The picture of a group, to be changed or taken away. */
export function GroupPicture({ conversation }: { readonly conversation: Conversation }) {
  const { groups } = useMessenger();
  const { busy, failure, run } = useCommand();
  return (
    <PictureChoice
      shown={<ConversationAvatar conversation={conversation} title={conversation.title ?? ""} />}
      isRemovable={conversation.avatarVersion !== undefined}
      busy={busy}
      failure={failure}
      onChange={(image) => void run(() => groups.setPicture(conversation.id, image))}
    />
  );
}

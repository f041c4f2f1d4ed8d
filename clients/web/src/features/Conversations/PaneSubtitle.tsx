import { FormattedList, FormattedMessage } from "react-intl";
import { useStore } from "zustand";
import { useShallow } from "zustand/shallow";
import { useHead, useMessenger, usePresence, useStatus, useUsers, useWatched } from "../../client.ts";
import { presenceWords } from "../../ui/Avatar.tsx";
import { StatusText } from "../Presence/StatusText.tsx";

const nobody: readonly string[] = [];

/** Who writes, else how many belong to it, else whether the other one can be reached and what he says of himself. */
export function PaneSubtitle({ conversationId }: { readonly conversationId: string }) {
  const messenger = useMessenger();
  const head = useHead(conversationId);
  useWatched(head?.peerId === undefined ? nobody : [head.peerId]);
  const presence = usePresence(head?.peerId);
  const status = useStatus(head?.peerId);
  const typing = useStore(
    messenger.presence.store,
    useShallow((state) => [...(state.typing.get(conversationId) ?? [])].filter((id) => id !== messenger.me)),
  );
  const names = useUsers(typing).map((user) => user?.displayName ?? "…");
  if (names.length > 0) {
    return (
      <span role="status">
        <FormattedMessage
          id="presence.typing"
          values={{ names: <FormattedList value={names} />, count: names.length }}
        />
      </span>
    );
  }
  if (head === undefined) return null;
  if (head.conversation.kind === "group") {
    return <FormattedMessage id="group.members" values={{ count: head.conversation.memberCount }} />;
  }
  if (presence === undefined) return null;
  return (
    <>
      <FormattedMessage id={presenceWords[presence]} />
      {head.peerId !== undefined && status !== undefined && (
        <>
          {" · "}
          <StatusText userId={head.peerId} whole />
        </>
      )}
    </>
  );
}

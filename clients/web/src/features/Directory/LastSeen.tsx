import { FormattedDate, FormattedMessage } from "react-intl";
import { useStore } from "zustand";
import { useMessenger } from "../../client.ts";
import { reachable } from "../../core/presence/status.ts";
import { presenceWords } from "../../ui/Avatar.tsx";

/** Whether somebody can be reached, else when he last could. */
export function LastSeen({ userId }: { readonly userId: string }) {
  const presence = useStore(useMessenger().presence.store, (state) => state.users.get(userId));
  if (presence === undefined) return null;
  if (presence.lastSeenAt === undefined) return <FormattedMessage id={presenceWords[reachable(presence)]} />;
  return (
    <FormattedMessage
      id="presence.lastSeen"
      values={{ time: <FormattedDate value={presence.lastSeenAt} dateStyle="medium" timeStyle="short" /> }}
    />
  );
}

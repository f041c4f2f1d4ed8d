import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useIntl } from "react-intl";
import controls from "../../ui/controls.module.css";
import { lazily } from "../../ui/lazily.tsx";
import type { ConversationHead } from "../../wire/index.ts";
import { badge } from "./list.model.ts";
import styles from "./Pane.module.css";

const JoinRequestsDialog = lazily(async () => (await import("./JoinRequestsDialog.tsx")).JoinRequestsDialog);

/** How many ask to join; a press leads to them. Its dialog stays when the last one is answered. */
export function JoinRequests({ head }: { readonly head: ConversationHead }) {
  const intl = useIntl();
  const [open, setOpen] = useState(false);
  const { conversation, joinRequests } = head;
  const label = intl.formatMessage({ id: "requests.count" }, { count: joinRequests });
  return (
    <>
      {joinRequests > 0 && (
        <button
          type="button"
          className={styles["requests"]}
          aria-label={label}
          title={label}
          onClick={() => setOpen(true)}
        >
          <UserPlus size={20} strokeWidth={1.75} />
          <span className={controls["badge"]} aria-hidden="true">
            {badge(joinRequests)}
          </span>
        </button>
      )}
      {open && (
        <JoinRequestsDialog conversationId={conversation.id} count={joinRequests} onClose={() => setOpen(false)} />
      )}
    </>
  );
}

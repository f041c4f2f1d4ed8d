import { Forward, X } from "lucide-react";
import { useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useStore } from "zustand";
import { useMessenger } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { lazily } from "../../ui/lazily.tsx";
import styles from "./Selection.module.css";

const ForwardDialog = lazily(async () => (await import("./ForwardDialog.tsx")).ForwardDialog);

/** What can be done with the messages that are selected; it stands where the field to write in does otherwise. */
export function SelectionBar({ conversationId }: { readonly conversationId: string }) {
  const intl = useIntl();
  const { selecting } = useMessenger();
  const seqs = useStore(selecting.store, (state) => state.seqs);
  const [forwarding, setForwarding] = useState(false);
  return (
    <div className={styles["selection"]}>
      <span role="status">
        <FormattedMessage id="forward.selected" values={{ count: seqs.size }} />
      </span>
      <button
        type="button"
        className={controls["primary"]}
        disabled={seqs.size === 0}
        onClick={() => setForwarding(true)}
      >
        <Forward size={18} strokeWidth={1.75} aria-hidden="true" />
        <FormattedMessage id="forward.submit" />
      </button>
      <button
        type="button"
        className={controls["icon"]}
        aria-label={intl.formatMessage({ id: "cancel" })}
        onClick={() => selecting.end()}
      >
        <X size={18} strokeWidth={1.75} />
      </button>
      {forwarding && (
        <ForwardDialog
          conversationId={conversationId}
          seqs={[...seqs].sort((a, b) => a - b)}
          onClose={(forwarded) => {
            setForwarding(false);
            if (forwarded) selecting.end();
          }}
        />
      )}
    </div>
  );
}

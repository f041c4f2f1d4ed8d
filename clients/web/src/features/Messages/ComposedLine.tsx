import { X } from "lucide-react";
import { FormattedMessage, useIntl } from "react-intl";
import { useUser } from "../../client.ts";
import type { Composed } from "../../core/compose/Composing.ts";
import controls from "../../ui/controls.module.css";
import styles from "./Composer.module.css";

/** What the field to write in is about: an answer or an edit. */
export function ComposedLine({ composed, onCancel }: { readonly composed: Composed; readonly onCancel: () => void }) {
  const intl = useIntl();
  const sender = useUser(composed.message.senderId);
  return (
    <div className={styles["composed"]}>
      {composed.kind === "edit" ? (
        <FormattedMessage id="message.editing" />
      ) : (
        <FormattedMessage id="message.replyTo" values={{ name: sender?.displayName ?? "…" }} />
      )}
      <button
        type="button"
        className={controls["icon"]}
        aria-label={intl.formatMessage({ id: "cancel" })}
        onClick={onCancel}
      >
        <X size={16} strokeWidth={1.75} />
      </button>
    </div>
  );
}

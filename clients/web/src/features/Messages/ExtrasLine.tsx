import { X } from "lucide-react";
import { FormattedMessage, useIntl } from "react-intl";
import type { Extras } from "../../core/outbox/OutboxRow.ts";
import controls from "../../ui/controls.module.css";
import styles from "./Composer.module.css";
import { useDuration } from "./useDuration.ts";

/** What the next message will be, and the way to have it plain again. */
export function ExtrasLine({ extras, onCancel }: { readonly extras: Extras; readonly onCancel: () => void }) {
  const intl = useIntl();
  const inWords = useDuration();
  const { urgent, vanishAfterSeconds } = extras;
  if (urgent !== true && vanishAfterSeconds === undefined) return null;
  return (
    <div className={styles["composed"]}>
      <span className={styles["extras"]}>
        {urgent === true && (
          <span>
            <FormattedMessage id="composer.urgentOn" />
          </span>
        )}
        {vanishAfterSeconds !== undefined && (
          <span>
            <FormattedMessage id="composer.vanishOn" values={{ duration: inWords(vanishAfterSeconds) }} />
          </span>
        )}
      </span>
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

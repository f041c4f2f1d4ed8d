import { FormattedMessage } from "react-intl";
import { useStore } from "zustand";
import { useMessenger } from "../../client.ts";
import { mayRetry } from "../../core/outbox/OutboxRow.ts";
import styles from "./Log.module.css";

/** Offers to try all that has failed in a conversation at once, in the order typed; a single message has its own button. */
export function RetryAll({ conversationId }: { readonly conversationId: string }) {
  const { outbox } = useMessenger();
  const count = useStore(
    outbox.store,
    (state) => state.rows.filter((row) => row.conversationId === conversationId && mayRetry(row)).length,
  );
  if (count < 2) return null;
  return (
    <div className={styles["retryAll"]} role="status">
      <FormattedMessage id="outbox.failed" values={{ count }} />
      <button type="button" onClick={() => outbox.retryAll(conversationId)}>
        <FormattedMessage id="outbox.retryAll" />
      </button>
    </div>
  );
}

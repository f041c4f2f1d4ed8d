import { FormattedMessage } from "react-intl";
import { useStore } from "zustand";
import { useHead, useMessenger } from "../../client.ts";
import styles from "./Log.module.css";

/** Why a log shows no rows. */
export function NoRows({ conversationId }: { readonly conversationId: string }) {
  const { conversations, history } = useMessenger();
  const head = useHead(conversationId);
  const opened = useStore(conversations.store, (state) => state.logs.has(conversationId));
  const unavailable = useStore(history.store, (state) => state.unavailable.has(conversationId));
  const nothing = head !== undefined && head.seq < Math.max(1, head.firstSeq);
  return (
    <p className={styles["empty"]}>
      <FormattedMessage id={unavailable ? "log.unavailable" : opened && nothing ? "log.empty" : "loading"} />
    </p>
  );
}

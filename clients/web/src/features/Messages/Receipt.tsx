import { FormattedMessage } from "react-intl";
import { useStore } from "zustand";
import { useHead, useMessenger } from "../../client.ts";
import { present } from "../../core/conversations/members.ts";
import type { Message } from "../../wire/index.ts";
import styles from "./Messages.module.css";
import { readers } from "./receipts.model.ts";

/** Whether the others have read one's newest message. Shown up to the size that the server names. */
export function Receipt({ message }: { readonly message: Message }) {
  const messenger = useMessenger();
  const head = useHead(message.conversationId);
  const members = useStore(messenger.conversations.store, (state) => state.members.get(message.conversationId));
  if (head === undefined || members === undefined) return null;
  if (head.conversation.memberCount > messenger.receiptMembers) return null;
  const { read, of } = readers(present(members), messenger.me, message.seq);
  if (of === 0) return null;
  return (
    <span className={styles["state"]}>
      {head.conversation.kind === "direct" ? (
        <FormattedMessage id={read > 0 ? "receipt.read" : "receipt.unread"} />
      ) : (
        <FormattedMessage id="receipt.group" values={{ read, of }} />
      )}
    </span>
  );
}

import { FormattedMessage } from "react-intl";
import { useStore } from "zustand";
import { useHead, useMessenger } from "../../client.ts";
import { present } from "../../core/conversations/members.ts";
import type { Message } from "../../wire/index.ts";
import { useActing } from "./acting.ts";
import styles from "./Row.module.css";
import { readers } from "./receipts.model.ts";

/** Whether the others have read one's newest message. Shown up to the size that the server names; in a group it leads to who they are. */
export function Receipt({ message }: { readonly message: Message }) {
  const messenger = useMessenger();
  const acting = useActing();
  const head = useHead(message.conversationId);
  const members = useStore(messenger.conversations.store, (state) => state.members.get(message.conversationId));
  if (head === undefined || members === undefined) return null;
  if (head.conversation.memberCount > messenger.receiptMembers) return null;
  const { read, of } = readers(present(members), messenger.me, message.seq);
  if (of === 0) return null;
  if (head.conversation.kind === "direct") {
    return (
      <span className={styles["state"]}>
        <FormattedMessage id={read > 0 ? "receipt.read" : "receipt.unread"} />
      </span>
    );
  }
  return (
    <button
      type="button"
      className={`${styles["state"]} ${styles["receipt"]}`}
      aria-haspopup="dialog"
      onClick={() => acting?.open({ kind: "readers", message })}
    >
      <FormattedMessage id="receipt.group" values={{ read, of }} />
    </button>
  );
}

import { FormattedMessage } from "react-intl";
import { useStore } from "zustand";
import { useMe, useUser } from "../../client.ts";
import { messageKey } from "../../core/personal/things.ts";
import type { Message } from "../../wire/index.ts";
import styles from "./Row.module.css";
import { RowBody } from "./RowBody.tsx";

interface RecalledRowProps {
  readonly message: Message;
  readonly startsGroup: boolean;
}

/** What stays of a message that was taken back, or whose time was over. */
export function RecalledRow({ message, startsGroup }: RecalledRowProps) {
  const { recalled, senderId, postedAt, seq } = message;
  const who = useUser(recalled?.userId);
  return (
    <RowBody
      senderId={senderId}
      postedAt={Date.parse(postedAt)}
      text={
        <em className={styles["recalled"]}>
          {recalled?.userId === undefined ? (
            <FormattedMessage id="message.vanished" />
          ) : (
            <FormattedMessage id="message.recalled" values={{ name: who?.displayName ?? "…" }} />
          )}
        </em>
      }
      startsGroup={startsGroup}
      seq={seq}
    >
      <EditAgain message={message} />
    </RowBody>
  );
}

/** Offers one's own text once more while a message can be taken back, in the tab that has done so. */
function EditAgain({ message }: { readonly message: Message }) {
  const { messenger, signedIn } = useMe();
  const isKept = useStore(messenger.recalled.store, ({ texts }) =>
    texts.has(messageKey(message.conversationId, message.seq)),
  );
  const age = (Date.now() - Date.parse(message.postedAt)) / 1_000;
  if (!isKept || age > signedIn.limits.recallSeconds) return null;
  return (
    <button type="button" className={styles["again"]} onClick={() => messenger.recalled.writeAgain(message)}>
      <FormattedMessage id="message.editAgain" />
    </button>
  );
}

import { useEffect, useState } from "react";
import { FormattedDate, FormattedMessage, useIntl } from "react-intl";
import { useClient } from "../../client.ts";
import { FailureText } from "../../ui/FailureText.tsx";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { EarlierTexts, Message } from "../../wire/index.ts";
import { MessageText } from "./MessageText.tsx";
import styles from "./Row.module.css";

/** The texts that a message had before it was edited, the latest first. */
export function EarlierDialog({ message, onClose }: { readonly message: Message; readonly onClose: () => void }) {
  const intl = useIntl();
  const { api } = useClient();
  const { failure, run } = useCommand();
  const [earlier, setEarlier] = useState<EarlierTexts>();
  const { conversationId, seq } = message;
  useEffect(() => {
    void run(() => api.messages.earlier(conversationId, seq), setEarlier);
  }, [api, run, conversationId, seq]);
  return (
    <Modal title={intl.formatMessage({ id: "earlier.title" })} onClose={onClose}>
      <FailureText failure={failure} />
      {earlier?.texts.toReversed().map(({ text, replacedAt }) => (
        <div key={replacedAt}>
          <p className={styles["time"]}>
            <FormattedMessage
              id="earlier.until"
              values={{ time: <FormattedDate value={replacedAt} dateStyle="medium" timeStyle="medium" /> }}
            />
          </p>
          <div className={styles["text"]} dir="auto">
            <MessageText text={text} />
          </div>
        </div>
      ))}
    </Modal>
  );
}

import { useEffect, useState } from "react";
import { FormattedDate, FormattedMessage, useIntl } from "react-intl";
import { useMessenger, useUser } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Card, CardLine, Message } from "../../wire/index.ts";
import { MessageText } from "./MessageText.tsx";
import styles from "./Row.module.css";

interface CardDialogProps {
  readonly message: Message;
  readonly card: Card;
  readonly onClose: () => void;
}

/** The messages of a card, page by page. */
export function CardDialog({ message, card, onClose }: CardDialogProps) {
  const intl = useIntl();
  const messenger = useMessenger();
  const { busy, failure, run } = useCommand();
  const [lines, setLines] = useState<readonly CardLine[]>([]);
  const [more, setMore] = useState(false);
  const load = (after: number) =>
    run(
      () => messenger.verbs.card(message, after),
      (page) => {
        setLines((held) => [...held.slice(0, after), ...page.lines]);
        setMore(page.more);
      },
    );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first page is read once for each card
  useEffect(() => {
    void load(0);
  }, [message.conversationId, message.seq]);
  return (
    <Modal title={intl.formatMessage({ id: "card.title" }, { count: card.count })} onClose={onClose}>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place
        <Line key={index} line={line} />
      ))}
      <FailureText failure={failure} />
      {more && (
        <button type="button" className={controls["button"]} disabled={busy} onClick={() => void load(lines.length)}>
          <FormattedMessage id="admin.more" />
        </button>
      )}
    </Modal>
  );
}

function Line({ line }: { readonly line: CardLine }) {
  const sender = useUser(line.senderId);
  return (
    <div>
      <div className={styles["byline"]}>
        <bdi className={styles["sender"]}>{sender?.displayName ?? "…"}</bdi>
        <time className={styles["time"]} dateTime={line.postedAt}>
          <FormattedDate value={line.postedAt} dateStyle="medium" timeStyle="short" />
        </time>
      </div>
      <div className={styles["text"]} dir="auto">
        <MessageText text={line.text} />
      </div>
    </div>
  );
}

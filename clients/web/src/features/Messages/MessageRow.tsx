import { CircleAlert, Clock } from "lucide-react";
import { memo, useEffect, useState } from "react";
import { FormattedMessage, FormattedTime, useIntl } from "react-intl";
import { useMe, useUser } from "../../client.ts";
import { mayRetry, type OutboxRow } from "../../core/outbox/OutboxRow.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { failureText } from "../../ui/failure.ts";
import type { Message } from "../../wire/index.ts";
import styles from "./Messages.module.css";
import { MessageText } from "./MessageText.tsx";
import { Receipt } from "./Receipt.tsx";

interface BodyProps {
  readonly senderId: string;
  readonly postedAt: number;
  readonly text: string;
  readonly startsGroup: boolean;
  readonly seq?: number;
  /** Of one's own messages, in words: a screen reader says it with the sender and the time. */
  readonly state?: "message.sending" | "message.sent" | "message.failed";
  readonly children?: React.ReactNode;
}

function Body({ senderId, postedAt, text, startsGroup, seq, state, children }: BodyProps) {
  const intl = useIntl();
  const me = useMe().messenger.me;
  const name = useUser(senderId)?.displayName ?? "…";
  const time = intl.formatDate(postedAt, { dateStyle: "full", timeStyle: "long" });
  const label =
    state === undefined
      ? intl.formatMessage({ id: "message.label" }, { name, time })
      : intl.formatMessage({ id: "message.labelState" }, { name, time, state: intl.formatMessage({ id: state }) });
  return (
    <article
      className={startsGroup ? `${styles["row"]} ${styles["start"]}` : styles["row"]}
      aria-label={label}
      data-own={senderId === me || undefined}
      aria-setsize={-1}
      aria-posinset={seq}
    >
      <div className={styles["gutter"]}>
        {startsGroup ? (
          <Avatar id={senderId} name={name} />
        ) : (
          <span className={styles["hoverTime"]} title={time}>
            <FormattedTime value={postedAt} hourCycle="h23" />
          </span>
        )}
      </div>
      <div className={styles["content"]}>
        {startsGroup && (
          <div className={styles["byline"]}>
            <bdi className={styles["sender"]}>{name}</bdi>
            <time className={styles["time"]} dateTime={new Date(postedAt).toISOString()} title={time}>
              <FormattedTime value={postedAt} hourCycle="h23" />
            </time>
          </div>
        )}
        <div className={styles["text"]} dir="auto">
          <MessageText text={text} />
        </div>
        {children}
      </div>
    </article>
  );
}

interface MessageRowProps {
  readonly message: Message;
  readonly startsGroup: boolean;
  readonly lastOwn: boolean;
}

export const MessageRow = memo(function MessageRow({ message, startsGroup, lastOwn }: MessageRowProps) {
  const { messenger } = useMe();
  return (
    <Body
      senderId={message.senderId}
      postedAt={Date.parse(message.postedAt)}
      text={message.text ?? ""}
      startsGroup={startsGroup}
      seq={message.seq}
      {...(message.senderId === messenger.me ? { state: "message.sent" as const } : {})}
    >
      {lastOwn && message.senderId === messenger.me && <Receipt message={message} />}
    </Body>
  );
});

const stateWords = {
  queued: "message.sending",
  sending: "message.sending",
  sent: "message.sent",
  failed: "message.failed",
} as const;

/** A send that is quick shows no clock, in milliseconds. */
const CLOCK_AFTER = 300;

export const PendingRow = memo(function PendingRow(props: {
  readonly pending: OutboxRow;
  readonly startsGroup: boolean;
}) {
  const { pending, startsGroup } = props;
  const { messenger } = useMe();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), CLOCK_AFTER);
    return () => clearTimeout(timer);
  }, []);
  const { progress } = pending;
  return (
    <Body
      senderId={messenger.me}
      postedAt={pending.queuedAt}
      text={pending.text}
      startsGroup={startsGroup}
      state={stateWords[progress.state]}
    >
      {progress.state === "failed" && <Failed pending={pending} />}
      {late && (progress.state === "queued" || progress.state === "sending") && (
        <span className={styles["state"]}>
          <Clock size={14} strokeWidth={1.75} aria-hidden="true" />
          <FormattedMessage id="message.sending" />
        </span>
      )}
    </Body>
  );
});

function Failed({ pending }: { readonly pending: OutboxRow }) {
  const { outbox } = useMe().messenger;
  if (pending.progress.state !== "failed") return null;
  const { failure } = pending.progress;
  const id = pending.clientMessageId;
  return (
    <div className={styles["failed"]} role="alert">
      <CircleAlert size={16} strokeWidth={1.75} aria-hidden="true" />
      <FormattedMessage id={failureText[failure]} />
      {mayRetry(pending) && (
        <button type="button" onClick={() => outbox.retry(id)}>
          <FormattedMessage id="retry" />
        </button>
      )}
      <button type="button" onClick={() => void navigator.clipboard.writeText(pending.text)}>
        <FormattedMessage id="copy" />
      </button>
      <button type="button" onClick={() => void outbox.delete(id)}>
        <FormattedMessage id="delete" />
      </button>
    </div>
  );
}

import { CircleAlert, Clock } from "lucide-react";
import { memo, type ReactNode, useEffect, useState } from "react";
import { FormattedMessage, FormattedTime, useIntl } from "react-intl";
import { useStore } from "zustand";
import { useMe, useThing, useUser } from "../../client.ts";
import { mayRetry, type OutboxRow } from "../../core/outbox/OutboxRow.ts";
import { messageKey } from "../../core/personal/things.ts";
import { failureText } from "../../ui/failure.ts";
import type { Message } from "../../wire/index.ts";
import { PersonAvatar } from "../Directory/PersonAvatar.tsx";
import { PersonLink } from "../Directory/PersonLink.tsx";
import { PendingFiles } from "../Files/PendingFiles.tsx";
import { Above, Below } from "./Kinds.tsx";
import { MessageActions } from "./MessageActions.tsx";
import styles from "./Messages.module.css";
import { MessageText } from "./MessageText.tsx";
import { Reactions } from "./Reactions.tsx";
import { Receipt } from "./Receipt.tsx";

interface BodyProps {
  readonly senderId: string;
  readonly postedAt: number;
  /** Undefined when there is none, as of files alone. */
  readonly text: ReactNode;
  readonly above?: ReactNode;
  readonly startsGroup: boolean;
  readonly seq?: number;
  /** Of one's own messages, in words: a screen reader says it with the sender and the time. */
  readonly state?: "message.sending" | "message.sent" | "message.failed";
  readonly before?: ReactNode;
  readonly children?: ReactNode;
}

function Body({ senderId, postedAt, text, above, startsGroup, seq, state, before, children }: BodyProps) {
  const intl = useIntl();
  const { me, openProfile } = useMe().messenger;
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
      {before}
      <div className={styles["gutter"]}>
        {startsGroup ? (
          // For the pointer; the name beside it does the same for everybody.
          <button
            type="button"
            className={styles["sendersPicture"]}
            tabIndex={-1}
            aria-hidden="true"
            onClick={() => openProfile.open(senderId)}
          >
            <PersonAvatar userId={senderId} />
          </button>
        ) : (
          <span className={styles["hoverTime"]} title={time}>
            <FormattedTime value={postedAt} hourCycle="h23" />
          </span>
        )}
      </div>
      <div className={styles["content"]}>
        {startsGroup && (
          <div className={styles["byline"]}>
            <PersonLink userId={senderId} className={styles["sender"]} />
            <time className={styles["time"]} dateTime={new Date(postedAt).toISOString()} title={time}>
              <FormattedTime value={postedAt} hourCycle="h23" />
            </time>
          </div>
        )}
        {above}
        {text !== undefined && (
          <div className={styles["text"]} dir="auto">
            {text}
          </div>
        )}
        {children}
      </div>
    </article>
  );
}

interface MessageRowProps {
  readonly message: Message;
  readonly startsGroup: boolean;
  readonly lastOwn: boolean;
  /** It is shown in its thread, which is not opened once more from there. */
  readonly inThread?: boolean;
}

export const MessageRow = memo(function MessageRow({ message, startsGroup, lastOwn, inThread }: MessageRowProps) {
  const { messenger } = useMe();
  const open = () => messenger.openThread.open(message.conversationId, message.threadSeq ?? message.seq);
  if (message.recalled !== undefined) return <RecalledRow message={message} startsGroup={startsGroup} />;
  return (
    <Body
      senderId={message.senderId}
      postedAt={Date.parse(message.postedAt)}
      text={textOf(message.text)}
      above={<Above message={message} />}
      startsGroup={startsGroup}
      seq={message.seq}
      before={inThread !== true && message.vanishesAt === undefined && <Select message={message} />}
      {...(message.senderId === messenger.me ? { state: "message.sent" as const } : {})}
    >
      <Below message={message} />
      <Marks message={message} inThread={inThread === true} />
      <Reactions message={message} />
      {inThread !== true && message.thread !== undefined && (
        <button type="button" className={styles["threadLink"]} onClick={open}>
          <FormattedMessage id="message.openThread" values={{ count: message.thread.replies }} />
        </button>
      )}
      {inThread !== true && <MessageActions message={message} onThread={open} />}
      {lastOwn && message.senderId === messenger.me && <Receipt message={message} />}
    </Body>
  );
});

const textOf = (text = "") => (text === "" ? undefined : <MessageText text={text} />);

/** While messages are being selected: whether this one is. */
function Select({ message }: { readonly message: Message }) {
  const intl = useIntl();
  const { selecting } = useMe().messenger;
  const selected = useStore(selecting.store, (state) =>
    state.conversationId === message.conversationId ? state.seqs.has(message.seq) : undefined,
  );
  if (selected === undefined) return null;
  return (
    <input
      type="checkbox"
      className={styles["select"]}
      aria-label={intl.formatMessage({ id: "message.selected" })}
      checked={selected}
      onChange={() => selecting.toggle(message.seq)}
    />
  );
}

function Marks({ message, inThread }: { readonly message: Message; readonly inThread: boolean }) {
  const saved = useThing("saved", messageKey(message.conversationId, message.seq)) !== undefined;
  const marks = [
    message.editedAt === undefined ? [] : ("message.edited" as const),
    message.pinned === undefined ? [] : ("message.pinned" as const),
    message.threadSeq === undefined || inThread ? [] : ("message.inThread" as const),
    saved ? ("message.saved" as const) : [],
  ].flat();
  return marks.map((id) => (
    <span key={id} className={styles["state"]}>
      <FormattedMessage id={id} />
    </span>
  ));
}

function RecalledRow({ message, startsGroup }: { readonly message: Message; readonly startsGroup: boolean }) {
  const who = useUser(message.recalled?.userId);
  return (
    <Body
      senderId={message.senderId}
      postedAt={Date.parse(message.postedAt)}
      text={
        <em className={styles["recalled"]}>
          {message.recalled?.userId === undefined ? (
            <FormattedMessage id="message.vanished" />
          ) : (
            <FormattedMessage id="message.recalled" values={{ name: who?.displayName ?? "…" }} />
          )}
        </em>
      }
      startsGroup={startsGroup}
      seq={message.seq}
    />
  );
}

const stateWords = {
  uploading: "message.sending",
  notUploaded: "message.failed",
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
      text={pending.forward === undefined ? textOf(pending.text) : <FormattedMessage id="message.forwarding" />}
      startsGroup={startsGroup}
      state={stateWords[progress.state]}
    >
      <PendingFiles pending={pending} />
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
      {pending.text !== "" && (
        <button type="button" onClick={() => void navigator.clipboard.writeText(pending.text)}>
          <FormattedMessage id="copy" />
        </button>
      )}
      <button type="button" onClick={() => void outbox.delete(id)}>
        <FormattedMessage id="delete" />
      </button>
    </div>
  );
}

import type { ReactNode } from "react";
import { FormattedTime, useIntl } from "react-intl";
import { useMe, useUser } from "../../client.ts";
import { PersonAvatar } from "../Directory/PersonAvatar.tsx";
import { PersonLink } from "../Directory/PersonLink.tsx";
import { StatusText } from "../Presence/StatusText.tsx";
import styles from "./Row.module.css";

interface RowBodyProps {
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

/** What every row of a message has: its sender, its time, and a place for what it says. */
export function RowBody({ senderId, postedAt, text, above, startsGroup, seq, state, before, children }: RowBodyProps) {
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
      tabIndex={-1}
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
            <StatusText userId={senderId} brief />
            <time className={styles["time"]} dateTime={new Date(postedAt).toISOString()} title={time}>
              <FormattedTime value={postedAt} hourCycle="h23" />
            </time>
          </div>
        )}
        {above}
        {text !== undefined && (
          <div className={styles["text"]} dir="auto" data-text>
            {text}
          </div>
        )}
        {children}
      </div>
    </article>
  );
}

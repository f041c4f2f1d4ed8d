import { CircleAlert, Clock } from "lucide-react";
import { memo, useEffect, useState } from "react";
import { FormattedMessage } from "react-intl";
import { useMe } from "../../client.ts";
import { mayRetry, type OutboxRow } from "../../core/outbox/OutboxRow.ts";
import { failureText } from "../../ui/failure.ts";
import { PendingFiles } from "../Files/PendingFiles.tsx";
import { MessageText } from "./MessageText.tsx";
import styles from "./Row.module.css";
import { RowBody } from "./RowBody.tsx";

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
    <RowBody
      senderId={messenger.me}
      postedAt={pending.queuedAt}
      text={
        pending.forward === undefined ? (
          pending.text === "" ? undefined : (
            <MessageText text={pending.text} />
          )
        ) : (
          <FormattedMessage id="message.forwarding" />
        )
      }
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
    </RowBody>
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

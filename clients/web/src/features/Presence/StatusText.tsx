import { useIntl } from "react-intl";
import { useStatus } from "../../client.ts";
import styles from "./Presence.module.css";

interface StatusTextProps {
  readonly userId: string;
  /** The emoji alone; the words on hover. */
  readonly brief?: boolean;
  /** On several lines, if need be. */
  readonly whole?: boolean;
}

/** What somebody says of himself. */
export function StatusText({ userId, brief = false, whole = false }: StatusTextProps) {
  const intl = useIntl();
  const status = useStatus(userId);
  if (status === undefined || (status.emoji === undefined && (status.text === undefined || brief))) return null;
  const until =
    status.until === undefined
      ? undefined
      : intl.formatMessage(
          { id: "status.until" },
          { time: intl.formatDate(status.until, { dateStyle: "short", timeStyle: "short" }) },
        );
  const title = [status.text, until].filter((part) => part !== undefined).join(" · ");
  return (
    <span className={styles["status"]} data-whole={whole || undefined} title={title}>
      {status.emoji !== undefined && <span aria-hidden={brief ? undefined : true}>{status.emoji}</span>}
      {!brief && status.text !== undefined && <bdi>{status.text}</bdi>}
    </span>
  );
}

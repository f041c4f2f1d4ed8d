import { useIntl } from "react-intl";
import { useStatus } from "../../client.ts";
import styles from "./Presence.module.css";

/** What somebody says of himself: the words beside the emoji where there is room, else on hover. */
export function StatusText({ userId, brief = false }: { readonly userId: string; readonly brief?: boolean }) {
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
    <span className={styles["status"]} title={title}>
      {status.emoji !== undefined && <span aria-hidden={brief ? undefined : true}>{status.emoji}</span>}
      {!brief && status.text !== undefined && <bdi>{status.text}</bdi>}
    </span>
  );
}

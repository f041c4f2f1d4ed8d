import { FormattedDate, FormattedMessage } from "react-intl";
import { MessageRow, PendingRow } from "./MessageRow.tsx";
import styles from "./Messages.module.css";
import type { Row } from "./rows.model.ts";
import { SystemText } from "./SystemText.tsx";

/** One row of the log, of whatever kind. */
export function LogRow({ row, lastOwn }: { readonly row: Row; readonly lastOwn: boolean }) {
  switch (row.kind) {
    case "day":
      return (
        <div className={styles["day"]}>
          <FormattedDate value={row.day} dateStyle="full" />
        </div>
      );
    case "unread":
      return (
        <div className={styles["unread"]}>
          <FormattedMessage id="log.unread" />
        </div>
      );
    case "system":
      return (
        <div className={styles["system"]} dir="auto">
          <SystemText message={row.message} />
        </div>
      );
    case "message":
      return <MessageRow message={row.message} startsGroup={row.startsGroup} lastOwn={lastOwn} />;
    case "pending":
      return <PendingRow pending={row.pending} startsGroup={row.startsGroup} />;
    default:
      return row satisfies never;
  }
}

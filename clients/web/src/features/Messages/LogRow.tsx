import { memo } from "react";
import { FormattedDate, FormattedMessage } from "react-intl";
import styles from "./Log.module.css";
import { MessageRow } from "./MessageRow.tsx";
import { PendingRow } from "./PendingRow.tsx";
import type { Row } from "./rows.model.ts";
import { SystemText } from "./SystemText.tsx";

interface LogRowProps {
  readonly row: Row;
  readonly lastOwn: boolean;
  /** A press on a date asks for another one. */
  readonly onDay: (day: number) => void;
}

/** One row of the log, of whatever kind. */
export const LogRow = memo(function LogRow({ row, lastOwn, onDay }: LogRowProps) {
  switch (row.kind) {
    case "day":
      return (
        <div className={styles["day"]}>
          <button type="button" aria-haspopup="dialog" onClick={() => onDay(row.day)}>
            <FormattedDate value={row.day} dateStyle="full" />
          </button>
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
});

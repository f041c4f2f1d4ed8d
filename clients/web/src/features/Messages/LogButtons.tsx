import { ArrowDown, Undo2 } from "lucide-react";
import { FormattedMessage } from "react-intl";
import styles from "./Log.module.css";

interface LogButtonsProps {
  readonly unread: number;
  readonly toNewest: (() => void) | undefined;
  readonly goBack: (() => void) | undefined;
}

/** The ways on from a place in the log: to the newest message, and back from a jump. */
export function LogButtons({ unread, toNewest, goBack }: LogButtonsProps) {
  return (
    <div className={styles["logButtons"]}>
      {goBack !== undefined && (
        <button type="button" onClick={goBack}>
          <Undo2 size={18} strokeWidth={1.75} aria-hidden="true" />
          <FormattedMessage id="log.back" />
        </button>
      )}
      {toNewest !== undefined && (
        <button type="button" onClick={toNewest}>
          <ArrowDown size={18} strokeWidth={1.75} aria-hidden="true" />
          <FormattedMessage id="log.newest" values={{ count: unread }} />
        </button>
      )}
    </div>
  );
}

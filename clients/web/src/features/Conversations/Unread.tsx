import { useIntl } from "react-intl";
import controls from "../../ui/controls.module.css";
import styles from "./List.module.css";
import { badge } from "./list.model.ts";

interface UnreadProps {
  readonly count: number;
  /** The user has marked it as unread himself. */
  readonly isMarked: boolean;
  readonly isMuted: boolean;
}

/** How much of a conversation is unread. */
export function Unread({ count, isMarked, isMuted }: UnreadProps) {
  const intl = useIntl();
  if (count > 0) {
    return (
      <span
        className={controls["badge"]}
        data-muted={isMuted || undefined}
        role="img"
        aria-label={intl.formatMessage({ id: "conversations.unread" }, { count })}
      >
        {badge(count)}
      </span>
    );
  }
  if (!isMarked) return null;
  return (
    <span
      className={styles["markedUnread"]}
      role="img"
      aria-label={intl.formatMessage({ id: "conversations.markedUnread" })}
    />
  );
}

import { FormattedMessage } from "react-intl";
import { Link } from "wouter";
import { useHead, useMessenger } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { failureText } from "../../ui/failure.ts";
import { useCommand } from "../../ui/useCommand.ts";
import { type Closed, manages } from "./group.model.ts";
import styles from "./Pane.module.css";

interface ClosedNoticeProps {
  readonly conversationId: string;
  readonly reason: Closed;
  /** Shows who belongs to the group. */
  readonly onMembers: () => void;
}

/** Why nobody, or not this user, writes in a conversation now, in place of the field; and what can be done about it. */
export function ClosedNotice({ conversationId, reason, onMembers }: ClosedNoticeProps) {
  const { groups } = useMessenger();
  const head = useHead(conversationId);
  const { busy, failure, run } = useCommand();
  const restores = reason === "archived" && head !== undefined && manages(head.role);
  return (
    <div className={styles["closed"]}>
      <p>
        <FormattedMessage id={reason === "deactivated" ? "closed.deactivated" : failureText[reason]} />
      </p>
      <FailureText failure={failure} />
      {reason === "deactivated" ? (
        <Link className={controls["button"]} href="/people">
          <FormattedMessage id="closed.people" />
        </Link>
      ) : restores ? (
        <button
          type="button"
          className={controls["button"]}
          disabled={busy}
          onClick={() => void run(() => groups.update(conversationId, { archived: false }))}
        >
          <FormattedMessage id="group.restore" />
        </button>
      ) : (
        <button type="button" className={controls["button"]} onClick={onMembers}>
          <FormattedMessage id="closed.members" />
        </button>
      )}
    </div>
  );
}

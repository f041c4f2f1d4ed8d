import { FormattedMessage } from "react-intl";
import { useLocation } from "wouter";
import { useMessenger } from "../../client.ts";
import { FailureText } from "../../ui/FailureText.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import { PeoplePicker } from "../Conversations/PeoplePicker.tsx";
import styles from "../Identity/Identity.module.css";

/** Everybody in the company; a click opens the conversation with one. */
export function PeoplePage() {
  const messenger = useMessenger();
  const [, navigate] = useLocation();
  const { failure, run } = useCommand();
  return (
    <div className={styles["panePage"]}>
      <h1 className={styles["heading"]}>
        <FormattedMessage id="people.title" />
      </h1>
      <FailureText failure={failure} />
      <PeoplePicker
        onPick={(user) =>
          void run(
            () => messenger.startDirect(user.id),
            (head) => navigate(`/c/${head.conversation.id}`),
          )
        }
      />
    </div>
  );
}

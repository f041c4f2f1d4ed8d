import { Dialog } from "radix-ui";
import { FormattedMessage } from "react-intl";
import { useSession } from "../../client.ts";
import type { MessageId } from "../../i18n/I18n.tsx";
import type { SessionEndReason } from "../../wire/index.ts";
import styles from "./Identity.module.css";
import { SignInForm } from "./SignIn.tsx";

const reasons: Record<SessionEndReason, MessageId> = {
  signed_out: "ended.signed_out",
  ended_by_user: "ended.ended_by_user",
  ended_by_administrator: "ended.ended_by_administrator",
  deactivated: "ended.deactivated",
  password_changed: "ended.password_changed",
  expired: "ended.expired",
  token_reused: "ended.token_reused",
};

/** The sign-in over the page, when the session ended under the user's hands. The page beneath stays, and so does typed text. */
export function SessionEnded() {
  const session = useSession();
  if (session.state !== "ended") return null;
  const { user } = session.signedIn;
  return (
    <Dialog.Root open>
      <Dialog.Portal>
        <Dialog.Overlay className={styles["cover"]} />
        <Dialog.Content
          className={styles["over"]}
          aria-describedby={undefined}
          onEscapeKeyDown={(event) => event.preventDefault()}
        >
          <Dialog.Title className={styles["reason"]}>
            <FormattedMessage id={session.reason === undefined ? "ended.expired" : reasons[session.reason]} />
          </Dialog.Title>
          <SignInForm
            returnUrl={location.pathname}
            userName={user.userName}
            // Another user must meet nothing of this one's, not even in memory.
            onSignedIn={(next) => next.user.id !== user.id && location.assign("/")}
          />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

import { FormattedMessage } from "react-intl";
import { Link } from "wouter";
import controls from "../../ui/controls.module.css";
import styles from "./Pane.module.css";

/** There is no such conversation; or there was one until now, of this title, and the user was taken out of it. */
export function ConversationGone({ title }: { readonly title: string | undefined }) {
  return (
    <div className={styles["pane"]}>
      <div className={styles["notice"]} role="status">
        <p>
          {title === undefined ? (
            <FormattedMessage id="conversation.gone" />
          ) : (
            <FormattedMessage id="conversation.removed" values={{ title: <bdi>{title}</bdi> }} />
          )}
        </p>
        <Link className={controls["button"]} href="/">
          <FormattedMessage id="conversation.others" />
        </Link>
      </div>
    </div>
  );
}

import { FormattedMessage } from "react-intl";
import { Link } from "wouter";
import controls from "../../ui/controls.module.css";
import { ConnectionBar } from "../Presence/ConnectionBar.tsx";
import styles from "./Pane.module.css";

/** What stands where a conversation would: that one is to be chosen, or that the address leads nowhere. */
export function Welcome({ isKnown }: { readonly isKnown: boolean }) {
  return (
    <div className={styles["notice"]}>
      <ConnectionBar />
      <p>
        <FormattedMessage id={isKnown ? "welcome" : "notFound"} />
      </p>
      {!isKnown && (
        <Link className={controls["button"]} href="/">
          <FormattedMessage id="conversation.others" />
        </Link>
      )}
    </div>
  );
}

import { FormattedMessage } from "react-intl";
import styles from "./Messages.module.css";

/** The log's place while not even the head of the conversation is known. */
export function LogLoading() {
  return (
    <p className={styles["empty"]}>
      <FormattedMessage id="loading" />
    </p>
  );
}

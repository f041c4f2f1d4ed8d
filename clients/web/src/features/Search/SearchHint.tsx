import { FormattedMessage } from "react-intl";
import styles from "./Search.module.css";

/** What can be typed, for as long as nothing is. */
export function SearchHint() {
  return (
    <ul className={styles["hint"]}>
      <li>
        <FormattedMessage id="search.hintWords" />
      </li>
      <li>
        <FormattedMessage id="search.hintQuotes" />
      </li>
      <li>
        <FormattedMessage id="search.hintFilters" />
      </li>
    </ul>
  );
}

import { useIntl } from "react-intl";
import styles from "./Search.module.css";

interface MessageOrderProps {
  readonly best: boolean;
  readonly onChange: (best: boolean) => void;
}

export function MessageOrder({ best, onChange }: MessageOrderProps) {
  const intl = useIntl();
  return (
    <select
      className={styles["order"]}
      aria-label={intl.formatMessage({ id: "search.order" })}
      value={best ? "best" : "newest"}
      onChange={(event) => onChange(event.target.value === "best")}
    >
      <option value="newest">{intl.formatMessage({ id: "search.newest" })}</option>
      <option value="best">{intl.formatMessage({ id: "search.best" })}</option>
    </select>
  );
}

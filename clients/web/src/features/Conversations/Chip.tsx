import { X } from "lucide-react";
import { useIntl } from "react-intl";
import styles from "./Groups.module.css";

/** Something that was chosen, and the way to take it out again. */
export function Chip({ label, onRemove }: { readonly label: string; readonly onRemove: () => void }) {
  const intl = useIntl();
  return (
    <li className={styles["chip"]}>
      <bdi>{label}</bdi>
      <button
        type="button"
        aria-label={intl.formatMessage({ id: "people.unchoose" }, { name: label })}
        onClick={onRemove}
      >
        <X size={14} strokeWidth={1.75} aria-hidden="true" />
      </button>
    </li>
  );
}

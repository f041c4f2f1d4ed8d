import { ChevronDown, X } from "lucide-react";
import { useRef } from "react";
import styles from "./Search.module.css";

interface FilterChipProps {
  /** What it is set to; undefined while it lets everything through. */
  readonly value: string | undefined;
  /** What it says then. */
  readonly any: string;
  /** The words on the button that unsets it. */
  readonly clear: string;
  readonly onPick: () => void;
  readonly onClear: () => void;
}

/** A filter whose value is picked in a dialog. */
export function FilterChip({ value, any, clear, onPick, onClear }: FilterChipProps) {
  const isSet = value !== undefined;
  const text = useRef<HTMLButtonElement>(null);
  const onClick = () => {
    // The button that is pressed goes away; the focus stays at the filter.
    text.current?.focus();
    onClear();
  };
  return (
    <span className={styles["chip"]} data-on={isSet || undefined}>
      <button ref={text} type="button" className={styles["chipText"]} onClick={onPick}>
        <span>{value ?? any}</span>
        {!isSet && <ChevronDown size={16} strokeWidth={1.75} aria-hidden="true" />}
      </button>
      {isSet && (
        <button type="button" className={styles["chipClear"]} aria-label={clear} title={clear} onClick={onClick}>
          <X size={16} strokeWidth={1.75} aria-hidden="true" />
        </button>
      )}
    </span>
  );
}

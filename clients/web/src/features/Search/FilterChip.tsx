import { ChevronDown, X } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./Search.module.css";

interface FilterChipProps {
  /** What it is set to; undefined while it lets everything through. */
  readonly value: ReactNode | undefined;
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
  return (
    <span className={styles["chip"]} data-on={isSet || undefined}>
      <button type="button" className={styles["chipText"]} onClick={onPick}>
        <span>{isSet ? value : any}</span>
        {!isSet && <ChevronDown size={16} strokeWidth={1.75} aria-hidden="true" />}
      </button>
      {isSet && (
        <button type="button" className={styles["chipClear"]} aria-label={clear} title={clear} onClick={onClear}>
          <X size={16} strokeWidth={1.75} aria-hidden="true" />
        </button>
      )}
    </span>
  );
}

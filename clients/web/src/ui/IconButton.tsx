import type { LucideIcon } from "lucide-react";
import type { ButtonHTMLAttributes } from "react";
import styles from "./controls.module.css";

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly icon: LucideIcon;
  /** Its name, also on hover. */
  readonly label: string;
  readonly size?: number;
}

/** A button that is an icon. */
export function IconButton({ icon: Icon, label, size = 20, className, ...more }: IconButtonProps) {
  return (
    <button type="button" className={`${styles["icon"]} ${className ?? ""}`} aria-label={label} title={label} {...more}>
      <Icon size={size} strokeWidth={1.75} aria-hidden="true" />
    </button>
  );
}

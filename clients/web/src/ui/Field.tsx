import { type InputHTMLAttributes, useId } from "react";
import styles from "./controls.module.css";

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string;
}

export function Field({ label, ...input }: FieldProps) {
  const id = useId();
  return (
    <div className={styles["field"]}>
      <label className={styles["label"]} htmlFor={id}>
        {label}
      </label>
      <input id={id} className={styles["input"]} dir="auto" {...input} />
    </div>
  );
}

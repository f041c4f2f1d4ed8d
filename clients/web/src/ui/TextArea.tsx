import { type TextareaHTMLAttributes, useId } from "react";
import styles from "./controls.module.css";

interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  readonly label: string;
}

export function TextArea({ label, ...textarea }: TextAreaProps) {
  const id = useId();
  return (
    <div className={styles["field"]}>
      <label className={styles["label"]} htmlFor={id}>
        {label}
      </label>
      <textarea id={id} className={styles["input"]} dir="auto" rows={3} {...textarea} />
    </div>
  );
}

import styles from "./controls.module.css";

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  /** The words of each value, in their order. */
  readonly options: Readonly<Record<string, string>>;
  readonly onChange: (value: string) => void;
}

export function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label className={styles["field"]}>
      <span className={styles["label"]}>{label}</span>
      <select className={styles["input"]} value={value} onChange={(event) => onChange(event.target.value)}>
        {Object.entries(options).map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

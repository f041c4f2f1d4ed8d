import { type ReactNode, useEffect, useId, useState } from "react";
import { FormattedMessage } from "react-intl";
import controls from "../../../ui/controls.module.css";
import styles from "./Places.module.css";

/** For so many milliseconds it is said that a setting is kept. */
const SAID_FOR = 3_000;

/** Whether it is to be said that something has just been saved, and how to begin saying it. */
function useSaved(): readonly [boolean, () => void] {
  const [said, setSaid] = useState<object>();
  useEffect(() => {
    if (said === undefined) return;
    const timer = setTimeout(() => setSaid(undefined), SAID_FOR);
    return () => clearTimeout(timer);
  }, [said]);
  return [said !== undefined, () => setSaid({})];
}

/** Words at the start, what they are about at the end. */
export function SettingRow({ words, children }: { readonly words: ReactNode; readonly children: ReactNode }) {
  return (
    <div className={styles["row"]}>
      <div className={styles["words"]}>{words}</div>
      <div className={styles["control"]}>{children}</div>
    </div>
  );
}

function Saved({ said }: { readonly said: boolean }) {
  return (
    <span role="status" className={styles["saved"]}>
      {said && <FormattedMessage id="settings.saved" />}
    </span>
  );
}

interface KeptProps {
  readonly label: string;
  readonly explanation?: string;
}

interface ChoiceRowProps<Value extends string> extends KeptProps {
  readonly value: Value;
  /** The words of each value, in their order. */
  readonly options: Readonly<Record<Value, string>>;
  readonly onChange: (value: Value) => void;
}

/** A setting of some values, kept as soon as one is chosen. */
export function ChoiceRow<Value extends string>(props: ChoiceRowProps<Value>) {
  const { label, explanation, value, options, onChange } = props;
  const id = useId();
  const [said, say] = useSaved();
  const isOption = (key: string): key is Value => key in options;
  return (
    <SettingRow words={<Words id={id} label={label} explanation={explanation} />}>
      <Saved said={said} />
      <select
        id={id}
        className={controls["input"]}
        aria-describedby={explanation === undefined ? undefined : `${id}-more`}
        value={value}
        onChange={({ target }) => {
          if (!isOption(target.value)) return;
          onChange(target.value);
          say();
        }}
      >
        {Object.keys(options)
          .filter(isOption)
          .map((key) => (
            <option key={key} value={key}>
              {options[key]}
            </option>
          ))}
      </select>
    </SettingRow>
  );
}

interface SwitchRowProps extends KeptProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A setting that is on or off, kept as soon as it is changed. */
export function SwitchRow({ label, explanation, checked, onChange }: SwitchRowProps) {
  const id = useId();
  const [said, say] = useSaved();
  return (
    <SettingRow words={<Words id={id} label={label} explanation={explanation} />}>
      <Saved said={said} />
      <input
        id={id}
        type="checkbox"
        role="switch"
        className={styles["switch"]}
        aria-describedby={explanation === undefined ? undefined : `${id}-more`}
        checked={checked}
        aria-checked={checked}
        onChange={({ target }) => {
          onChange(target.checked);
          say();
        }}
      />
    </SettingRow>
  );
}

interface WordsProps {
  readonly id: string;
  readonly label: string;
  readonly explanation: string | undefined;
}

function Words({ id, label, explanation }: WordsProps) {
  return (
    <>
      <label htmlFor={id}>{label}</label>
      {explanation !== undefined && (
        <span id={`${id}-more`} className={styles["quiet"]}>
          {explanation}
        </span>
      )}
    </>
  );
}

import { type KeyboardEvent, useRef, useState } from "react";
import { useIntl } from "react-intl";
import styles from "./Switcher.module.css";

interface SwitcherFieldProps {
  readonly listId: string;
  /** The option that Enter takes. */
  readonly activeId: string | undefined;
  readonly busy: boolean;
  /** What is looked for now; not while an input method composes it. */
  readonly onText: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Keeps the focus while the switcher is open: the list follows its keys. */
export function SwitcherField({ listId, activeId, busy, onText, onKeyDown }: SwitcherFieldProps) {
  const intl = useIntl();
  const [typed, setTyped] = useState("");
  const composing = useRef(false);
  return (
    <input
      className={styles["field"]}
      role="combobox"
      aria-label={intl.formatMessage({ id: "switcher.title" })}
      aria-expanded
      aria-autocomplete="list"
      aria-controls={listId}
      aria-activedescendant={activeId}
      aria-busy={busy}
      dir="auto"
      autoComplete="off"
      spellCheck={false}
      enterKeyHint="go"
      placeholder={intl.formatMessage({ id: "switcher.placeholder" })}
      maxLength={64}
      value={typed}
      onChange={({ target }) => {
        setTyped(target.value);
        if (!composing.current) onText(target.value);
      }}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={({ currentTarget }) => {
        composing.current = false;
        onText(currentTarget.value);
      }}
      onKeyDown={onKeyDown}
    />
  );
}

import { FormattedMessage } from "react-intl";
import type { MessageId } from "../../i18n/I18n.tsx";
import { Keys } from "../../ui/shortcuts/Keys.tsx";
import styles from "./Switcher.module.css";

const hints: readonly (readonly [MessageId, readonly string[]])[] = [
  ["switcher.hintMove", ["ArrowUp", "ArrowDown"]],
  ["switcher.hintOpen", ["Enter"]],
  ["switcher.hintClose", ["Escape"]],
];

/** What the keys do here; for those who have some. */
export function SwitcherHints() {
  return (
    <p className={styles["hints"]}>
      {hints.map(([words, chords]) => (
        <span key={words} className={styles["hint"]}>
          {chords.map((chord) => (
            <Keys key={chord} chord={chord} />
          ))}
          <FormattedMessage id={words} />
        </span>
      ))}
    </p>
  );
}

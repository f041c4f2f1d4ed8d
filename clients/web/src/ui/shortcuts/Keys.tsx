import { type Chord, keysOf } from "./chords.ts";
import styles from "./Keys.module.css";

/** The keys of a chord, as they stand on the keyboard. */
export function Keys({ chord }: { readonly chord: Chord }) {
  return (
    <span className={styles["chord"]}>
      {keysOf(chord).map((key) => (
        <kbd key={key} className={styles["key"]}>
          {key}
        </kbd>
      ))}
    </span>
  );
}

import { type KeyboardEvent, useId } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useStore } from "zustand";
import { useMessenger } from "../../client.ts";
import { isImeKey } from "../../ui/imeKey.ts";
import { Modal } from "../../ui/Modal.tsx";
import { globalChords, isChord } from "../../ui/shortcuts/chords.ts";
import { Keys } from "../../ui/shortcuts/Keys.tsx";
import styles from "./KeysSheet.module.css";
import { type KeyGroup, keyGroups } from "./keys.ts";

/** What the keyboard does. The keys that open it close it. */
export function KeysSheet({ onClose }: { readonly onClose: () => void }) {
  const intl = useIntl();
  const { sendKey } = useStore(useMessenger().settings);
  const onKeyDown = (event: KeyboardEvent) => {
    if (isImeKey(event.nativeEvent) || !isChord(event.nativeEvent, globalChords.keys)) return;
    event.preventDefault();
    onClose();
  };
  return (
    <Modal title={intl.formatMessage({ id: "keys.title" })} onClose={onClose} wide onKeyDown={onKeyDown}>
      <div className={styles["sheet"]}>
        {keyGroups(sendKey).map((group) => (
          <Group key={group.title} {...group} />
        ))}
      </div>
    </Modal>
  );
}

function Group({ title, keys }: KeyGroup) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className={styles["title"]}>
        <FormattedMessage id={title} />
      </h3>
      <dl className={styles["keys"]}>
        {keys.map(({ words, chords }) => (
          <div key={words} className={styles["line"]}>
            <dt>
              <FormattedMessage id={words} />
            </dt>
            <dd className={styles["chords"]}>
              {chords.map((chord) => (
                <Keys key={chord} chord={chord} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

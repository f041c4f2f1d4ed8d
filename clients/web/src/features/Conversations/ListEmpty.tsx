import { FormattedMessage } from "react-intl";
import { useStore } from "zustand";
import { useMessenger } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { useLate } from "../../ui/useLate.ts";
import styles from "./List.module.css";

/** What comes sooner is not announced by a list without words, in milliseconds. */
const SKELETON_AFTER = 150;

interface ListEmptyProps {
  /** There are conversations that the filter does not show. */
  readonly hasOthers: boolean;
  readonly onAll: () => void;
  readonly onNew: () => void;
  readonly onChannels: () => void;
}

/** What stands in place of conversations: that there are none, or the shape of what is on its way. */
export function ListEmpty({ hasOthers, onAll, onNew, onChannels }: ListEmptyProps) {
  const ready = useStore(useMessenger().conversations.store, (state) => state.ready);
  const waits = useLate(!ready, SKELETON_AFTER);
  if (!ready) return waits ? <Skeleton /> : null;
  if (hasOthers) {
    return (
      <div className={styles["nothing"]}>
        <p>
          <FormattedMessage id="conversations.filterEmpty" />
        </p>
        <button type="button" className={controls["button"]} onClick={onAll}>
          <FormattedMessage id="conversations.showAll" />
        </button>
      </div>
    );
  }
  return (
    <div className={styles["nothing"]}>
      <p>
        <FormattedMessage id="conversations.empty" />
      </p>
      <button type="button" className={controls["primary"]} onClick={onNew}>
        <FormattedMessage id="conversations.start" />
      </button>
      <button type="button" className={controls["button"]} onClick={onChannels}>
        <FormattedMessage id="conversations.browse" />
      </button>
    </div>
  );
}

const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h"];

function Skeleton() {
  return (
    <div className={styles["skeleton"]} role="status">
      <span className={styles["loading"]}>
        <FormattedMessage id="loading" />
      </span>
      {ROWS.map((row) => (
        <div key={row} className={styles["bare"]} aria-hidden="true" />
      ))}
    </div>
  );
}

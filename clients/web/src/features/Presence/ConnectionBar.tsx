import { useEffect, useState } from "react";
import { FormattedMessage } from "react-intl";
import { useStore } from "zustand";
import { useMessenger } from "../../client.ts";
import styles from "./Presence.module.css";

/** Interruptions shorter than this are not shown, in milliseconds. */
const SHOWN_AFTER = 3_000;

/** Says that there is no connection, once that has lasted for a while. */
export function ConnectionBar() {
  const { connection, catchingUp } = useMessenger();
  const { status, downSince, offline } = useStore(connection.store);
  const updating = useStore(catchingUp, (state) => state.long);
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (downSince === undefined) return;
    const timer = setTimeout(() => setLate(true), Math.max(0, downSince + SHOWN_AFTER - Date.now()));
    return () => clearTimeout(timer);
  }, [downSince]);

  const down = late && downSince !== undefined && status !== "stopped";
  if (!down && !updating) return null;
  return (
    <div className={styles["bar"]} role="status">
      <FormattedMessage
        id={!down ? "connection.updating" : offline ? "connection.offline" : "connection.reconnecting"}
      />
    </div>
  );
}

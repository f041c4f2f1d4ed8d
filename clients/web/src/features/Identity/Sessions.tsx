import { useCallback, useEffect, useState } from "react";
import { FormattedDate, FormattedMessage } from "react-intl";
import type { Outcome } from "../../core/outcome.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Session, SessionList } from "../../wire/index.ts";
import styles from "./Identity.module.css";

interface SessionsProps {
  readonly load: () => Promise<Outcome<SessionList>>;
  readonly end: (id: string) => Promise<Outcome<void>>;
}

/** Where somebody is signed in; each can be ended but the one that asks. */
export function Sessions({ load, end }: SessionsProps) {
  const { busy, failure, run } = useCommand();
  const [sessions, setSessions] = useState<readonly Session[]>([]);
  const reload = useCallback(() => void run(load, (list) => setSessions(list.sessions)), [run, load]);
  useEffect(reload, [reload]);
  return (
    <>
      <ul className={styles["sessions"]}>
        {sessions.map((session) => (
          <li key={session.id} className={styles["session"]}>
            <span className={styles["grow"]}>
              <bdi>{session.device}</bdi>
              <span className={styles["quiet"]}>
                {session.address} · <FormattedDate value={session.lastSeenAt} dateStyle="medium" timeStyle="short" />
              </span>
            </span>
            {session.current ? (
              <span className={styles["quiet"]}>
                <FormattedMessage id="sessions.current" />
              </span>
            ) : (
              <button
                type="button"
                className={controls["button"]}
                disabled={busy}
                onClick={() => void run(() => end(session.id), reload)}
              >
                <FormattedMessage id="sessions.end" />
              </button>
            )}
          </li>
        ))}
      </ul>
      <FailureText failure={failure} />
    </>
  );
}

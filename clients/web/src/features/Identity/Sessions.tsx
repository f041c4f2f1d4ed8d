import { Laptop, Smartphone } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { FormattedDate, FormattedMessage, useIntl } from "react-intl";
import { done, type Outcome } from "../../core/outcome.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Session, SessionList } from "../../wire/index.ts";
import styles from "./Identity.module.css";
import { inOrder } from "./sessions.model.ts";

interface SessionsProps {
  readonly load: () => Promise<Outcome<SessionList>>;
  readonly end: (id: string) => Promise<Outcome<void>>;
}

/** Where somebody is signed in; each can be ended but the one that asks. */
export function Sessions({ load, end }: SessionsProps) {
  const intl = useIntl();
  const { busy, failure, run } = useCommand();
  const [sessions, setSessions] = useState<readonly Session[]>([]);
  const [endingAll, setEndingAll] = useState(false);
  const reload = useCallback(() => void run(load, (list) => setSessions(inOrder(list.sessions))), [run, load]);
  useEffect(reload, [reload]);
  const others = sessions.filter(({ current }) => !current);
  const endAll = () =>
    void run(
      async () => {
        for (const { id } of others) {
          const ended = await end(id);
          // One that has ended meanwhile is what was wanted.
          if (!ended.ok && ended.refusal.code !== "not_found") return ended;
        }
        return done(undefined);
      },
      () => {
        setEndingAll(false);
        reload();
      },
    );
  return (
    <>
      <ul className={styles["sessions"]}>
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            busy={busy}
            onEnd={() => void run(() => end(session.id), reload)}
          />
        ))}
      </ul>
      {!endingAll && <FailureText failure={failure} />}
      {others.length > 1 && (
        <button type="button" className={controls["danger"]} onClick={() => setEndingAll(true)}>
          <FormattedMessage id="sessions.endOthers" />
        </button>
      )}
      {endingAll && (
        <Confirm
          title={intl.formatMessage({ id: "sessions.endOthers" })}
          action={intl.formatMessage({ id: "sessions.end" })}
          busy={busy}
          failure={failure}
          onConfirm={endAll}
          onClose={() => setEndingAll(false)}
        >
          <FormattedMessage id="sessions.endOthersMore" values={{ count: others.length }} />
        </Confirm>
      )}
    </>
  );
}

interface SessionRowProps {
  readonly session: Session;
  readonly busy: boolean;
  readonly onEnd: () => void;
}

function SessionRow({ session, busy, onEnd }: SessionRowProps) {
  const intl = useIntl();
  const { device, address, lastSeenAt, current } = session;
  const Icon = /iPhone|iPad|Android/.test(device) ? Smartphone : Laptop;
  return (
    <li className={styles["session"]}>
      <Icon className={styles["icon"]} size={20} strokeWidth={1.75} aria-hidden="true" />
      <span className={styles["grow"]}>
        <bdi>{device}</bdi>
        <span className={styles["quiet"]}>
          {address !== undefined && <bdi>{address} · </bdi>}
          <FormattedMessage
            id="sessions.lastSeen"
            values={{ time: <FormattedDate value={lastSeenAt} dateStyle="medium" timeStyle="short" /> }}
          />
        </span>
      </span>
      {current ? (
        <span className={styles["mark"]}>
          <FormattedMessage id="sessions.current" />
        </span>
      ) : (
        <button
          type="button"
          className={controls["button"]}
          aria-label={intl.formatMessage({ id: "sessions.endNamed" }, { device })}
          disabled={busy}
          onClick={onEnd}
        >
          <FormattedMessage id="sessions.end" />
        </button>
      )}
    </li>
  );
}

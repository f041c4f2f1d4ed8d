import { useCallback } from "react";
import { FormattedDate, FormattedMessage, useIntl } from "react-intl";
import { useClient } from "../../client.ts";
import { mapped } from "../../core/outcome.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { OpenSession } from "../../wire/index.ts";
import { portraitOf } from "../Directory/portrait.model.ts";
import { MoreInView } from "../Files/MoreInView.tsx";
import styles from "./Identity.module.css";
import { PlaceTitle } from "./places/PlaceTitle.tsx";
import { usePages } from "./usePages.ts";

/** Where everybody is signed in; each sign-in can be ended but the one that asks. */
export function SignInsPage() {
  const { administration } = useClient().api;
  const command = useCommand();
  const load = useCallback(
    async (after?: string) =>
      mapped(await administration.openSessions(after), ({ sessions, next }) => ({ rows: sessions, next })),
    [administration],
  );
  const { rows, change, more, hasMore, busy, failure } = usePages<OpenSession>(load);
  const end = ({ user, session }: OpenSession) =>
    void command.run(
      () => administration.endSession(user.id, session.id),
      () => change((held) => held.filter((one) => one.session.id !== session.id)),
    );
  return (
    <>
      <PlaceTitle id="signIns.title" explanation="signIns.more" />
      <FailureText failure={command.failure ?? failure} />
      <ul className={styles["sessions"]}>
        {rows?.map((row) => (
          <SignInRow key={row.session.id} row={row} busy={command.busy} onEnd={() => end(row)} />
        ))}
      </ul>
      {hasMore && <MoreInView count={rows?.length ?? 0} asking={busy} onMore={() => more?.()} />}
    </>
  );
}

interface SignInRowProps {
  readonly row: OpenSession;
  readonly busy: boolean;
  readonly onEnd: () => void;
}

function SignInRow({ row: { user, session }, busy, onEnd }: SignInRowProps) {
  const intl = useIntl();
  const { device, address, lastSeenAt, current } = session;
  const named = intl.formatMessage({ id: "sessions.endNamed" }, { device: `${user.displayName}, ${device}` });
  return (
    <li className={styles["session"]}>
      <Avatar id={user.id} name={user.displayName} picture={portraitOf(user)} />
      <span className={styles["grow"]}>
        <bdi>{user.displayName}</bdi>
        <bdi className={styles["quiet"]}>{[device, address].filter((fact) => fact !== undefined).join(" · ")}</bdi>
        <span className={styles["quiet"]}>
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
        <button type="button" className={controls["button"]} aria-label={named} disabled={busy} onClick={onEnd}>
          <FormattedMessage id="sessions.end" />
        </button>
      )}
    </li>
  );
}

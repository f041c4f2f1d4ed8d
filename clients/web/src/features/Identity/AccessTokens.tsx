import { useCallback, useEffect, useState } from "react";
import { FormattedDate, FormattedList, FormattedMessage, useIntl } from "react-intl";
import { useClient } from "../../client.ts";
import type { MessageId } from "../../i18n/I18n.tsx";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { AccessScope, AccessToken } from "../../wire/index.ts";
import { CreateToken } from "./CreateToken.tsx";
import styles from "./Identity.module.css";
import { PlaceTitle } from "./places/PlaceTitle.tsx";

export const scopeWords: Record<AccessScope, MessageId> = {
  read: "tokens.read",
  write: "tokens.write",
  administrate: "tokens.administrate",
};

/** The personal access tokens of the user, for his scripts: each can be ended, and more can be made. */
export function AccessTokens() {
  const { identity } = useClient().api;
  const { busy, failure, run } = useCommand();
  const [tokens, setTokens] = useState<readonly AccessToken[]>();
  const [creating, setCreating] = useState(false);
  const reload = useCallback(() => void run(identity.tokens, (list) => setTokens(list.tokens)), [run, identity]);
  useEffect(reload, [reload]);
  return (
    <>
      <PlaceTitle id="tokens.title" explanation="tokens.more">
        <button type="button" className={controls["button"]} onClick={() => setCreating(true)}>
          <FormattedMessage id="tokens.create" />
        </button>
      </PlaceTitle>
      {tokens?.length === 0 && (
        <p className={styles["quiet"]}>
          <FormattedMessage id="tokens.none" />
        </p>
      )}
      <ul className={styles["sessions"]}>
        {tokens?.map((token) => (
          <li key={token.id} className={styles["session"]}>
            <span className={styles["grow"]}>
              <bdi>{token.name}</bdi>
              <Facts token={token} />
            </span>
            <EndToken name={token.name} busy={busy} onEnd={() => void run(() => identity.endToken(token.id), reload)} />
          </li>
        ))}
      </ul>
      <FailureText failure={failure} />
      {creating && <CreateToken onMade={reload} onClose={() => setCreating(false)} />}
    </>
  );
}

function Facts({ token }: { readonly token: AccessToken }) {
  const intl = useIntl();
  const scopes = token.scopes.map((scope) => intl.formatMessage({ id: scopeWords[scope] }));
  return (
    <span className={styles["quiet"]}>
      <FormattedList value={scopes} />
      {" · "}
      <FormattedMessage
        id="tokens.until"
        values={{ time: <FormattedDate value={token.expiresAt} dateStyle="medium" /> }}
      />
      {token.lastSeenAt !== token.createdAt && (
        <>
          {" · "}
          <FormattedMessage
            id="tokens.used"
            values={{ time: <FormattedDate value={token.lastSeenAt} dateStyle="medium" timeStyle="short" /> }}
          />
        </>
      )}
    </span>
  );
}

interface EndTokenProps {
  readonly name: string;
  readonly busy: boolean;
  readonly onEnd: () => void;
}

function EndToken({ name, busy, onEnd }: EndTokenProps) {
  const intl = useIntl();
  return (
    <button
      type="button"
      className={controls["button"]}
      aria-label={intl.formatMessage({ id: "tokens.endNamed" }, { name })}
      disabled={busy}
      onClick={onEnd}
    >
      <FormattedMessage id="tokens.end" />
    </button>
  );
}

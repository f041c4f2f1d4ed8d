import { UserPlus } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { FormattedDate, FormattedMessage, useIntl } from "react-intl";
import { useClient } from "../../client.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Field } from "../../ui/Field.tsx";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Account, PasswordLink } from "../../wire/index.ts";
import { portraitOf } from "../Directory/portrait.model.ts";
import { AccountForm } from "./AccountForm.tsx";
import styles from "./Identity.module.css";
import { PlaceTitle } from "./places/PlaceTitle.tsx";
import { Sessions } from "./Sessions.tsx";

type Layer =
  | { readonly kind: "create" }
  | { readonly kind: "edit"; readonly account: Account }
  | { readonly kind: "sessions"; readonly account: Account }
  | { readonly kind: "link"; readonly link: PasswordLink; readonly name: string };

/** The accounts of the company, for its administrators. */
export function AdminUsersPage() {
  const intl = useIntl();
  const { api } = useClient();
  const { failure, run } = useCommand();
  const [query, setQuery] = useState("");
  const [accounts, setAccounts] = useState<readonly Account[]>([]);
  const [next, setNext] = useState<string>();
  const [layer, setLayer] = useState<Layer>();

  const load = useCallback(
    (after?: string) =>
      run(
        () => api.administration.accounts(query, after),
        (page) => {
          setAccounts((held) => (after === undefined ? page.accounts : [...held, ...page.accounts]));
          setNext(page.next);
        },
      ),
    [api, run, query],
  );
  useEffect(() => {
    const timer = setTimeout(() => void load(), 200);
    return () => clearTimeout(timer);
  }, [load]);

  const replace = (account: Account) =>
    setAccounts((held) => held.map((one) => (one.user.id === account.user.id ? account : one)));
  const close = () => setLayer(undefined);
  return (
    <>
      <PlaceTitle id="admin.title">
        <button type="button" className={controls["primary"]} onClick={() => setLayer({ kind: "create" })}>
          <UserPlus size={18} strokeWidth={1.75} aria-hidden="true" />
          <FormattedMessage id="admin.create" />
        </button>
      </PlaceTitle>
      <Field
        label={intl.formatMessage({ id: "people.search" })}
        type="search"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <FailureText failure={failure} />
      <ul className={styles["sessions"]}>
        {accounts.map((account) => {
          const { user } = account;
          const { administration } = api;
          return (
            <li key={user.id} className={styles["session"]}>
              <Avatar id={user.id} name={user.displayName} picture={portraitOf(user)} />
              <span className={styles["grow"]}>
                <bdi>{user.displayName}</bdi>
                <span className={styles["quiet"]}>
                  <bdi>{user.userName}</bdi>
                  {account.departmentPath !== undefined && <> · {account.departmentPath}</>}
                  {account.isAdministrator && (
                    <>
                      {" · "}
                      <FormattedMessage id="admin.administrator" />
                    </>
                  )}
                  {user.deactivated === true && (
                    <>
                      {" · "}
                      <FormattedMessage id="admin.deactivated" />
                    </>
                  )}
                </span>
              </span>
              <span className={styles["rowActions"]}>
                <button
                  type="button"
                  className={controls["button"]}
                  onClick={() => setLayer({ kind: "edit", account })}
                >
                  <FormattedMessage id="admin.edit" />
                </button>
                <button
                  type="button"
                  className={controls["button"]}
                  onClick={() => setLayer({ kind: "sessions", account })}
                >
                  <FormattedMessage id="admin.sessions" />
                </button>
                {!account.external && user.deactivated !== true && (
                  <button
                    type="button"
                    className={controls["button"]}
                    onClick={() =>
                      void run(
                        () => administration.passwordLink(user.id),
                        (link) => setLayer({ kind: "link", link, name: user.displayName }),
                      )
                    }
                  >
                    <FormattedMessage id="admin.passwordLink" />
                  </button>
                )}
                {user.deactivated === true ? (
                  <button
                    type="button"
                    className={controls["button"]}
                    onClick={() => void run(() => administration.reactivate(user.id), replace)}
                  >
                    <FormattedMessage id="admin.reactivate" />
                  </button>
                ) : (
                  <button
                    type="button"
                    className={controls["danger"]}
                    onClick={() => void run(() => administration.deactivate(user.id), replace)}
                  >
                    <FormattedMessage id="admin.deactivate" />
                  </button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {next !== undefined && (
        <button type="button" className={controls["button"]} onClick={() => void load(next)}>
          <FormattedMessage id="admin.more" />
        </button>
      )}
      {layer?.kind === "create" && (
        <AccountForm
          onClose={close}
          onDone={(account, link) => {
            setAccounts((held) => [account, ...held]);
            setLayer(link && { kind: "link", link, name: account.user.displayName });
          }}
        />
      )}
      {layer?.kind === "edit" && (
        <AccountForm
          account={layer.account}
          onClose={close}
          onDone={(account) => {
            replace(account);
            close();
          }}
        />
      )}
      {layer?.kind === "sessions" && <AccountSessions account={layer.account} onClose={close} />}
      {layer?.kind === "link" && <LinkDialog link={layer.link} name={layer.name} onClose={close} />}
    </>
  );
}

function AccountSessions({ account, onClose }: { readonly account: Account; readonly onClose: () => void }) {
  const { administration } = useClient().api;
  const { id, displayName } = account.user;
  const load = useCallback(() => administration.sessions(id), [administration, id]);
  return (
    <Modal title={displayName} onClose={onClose}>
      <Sessions load={load} end={(sessionId) => administration.endSession(id, sessionId)} />
    </Modal>
  );
}

function LinkDialog(props: { readonly link: PasswordLink; readonly name: string; readonly onClose: () => void }) {
  const intl = useIntl();
  const { link, name, onClose } = props;
  return (
    <Modal title={intl.formatMessage({ id: "admin.passwordLink" })} onClose={onClose}>
      <p>
        <FormattedMessage
          id="admin.linkExplanation"
          values={{ name, until: <FormattedDate value={link.expiresAt} dateStyle="medium" timeStyle="short" /> }}
        />
      </p>
      <Field label={intl.formatMessage({ id: "admin.passwordLink" })} readOnly value={link.url} dir="ltr" />
      <div className={controls["actions"]}>
        <button
          type="button"
          className={controls["primary"]}
          onClick={() => void navigator.clipboard.writeText(link.url)}
        >
          <FormattedMessage id="copy" />
        </button>
      </div>
    </Modal>
  );
}

import { type FormEvent, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { Link, useLocation } from "wouter";
import { useClient } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Field } from "../../ui/Field.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import styles from "./Identity.module.css";

/** The token travels behind #, so that it reaches no server and no log; it leaves the address bar at once. */
function useToken(): string {
  const [token] = useState(() => decodeURIComponent(location.hash.slice(1)));
  if (location.hash !== "") window.history.replaceState(null, "", location.pathname);
  return token;
}

/** Makes the first administrator. */
export function SetUpPage() {
  const intl = useIntl();
  const { session, api } = useClient();
  const token = useToken();
  const [, navigate] = useLocation();
  const { busy, failure, run } = useCommand();
  const [userName, setUserName] = useState("");
  const [displayName, setDisplayName] = useState("");
  const [password, setPassword] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(
      () => api.identity.setUp({ token, userName: userName.trim(), displayName: displayName.trim(), password }),
      (signedIn) => void session.signedIn(signedIn).then(() => navigate("/", { replace: true })),
    );
  };
  return (
    <main className={styles["page"]}>
      <form className={`${styles["card"]} ${controls["stack"]}`} onSubmit={submit}>
        <h1 className={styles["heading"]}>
          <FormattedMessage id="setUp.title" />
        </h1>
        <p>
          <FormattedMessage id="setUp.explanation" />
        </p>
        <Field
          label={intl.formatMessage({ id: "user.userName" })}
          autoComplete="username"
          required
          maxLength={64}
          value={userName}
          onChange={(event) => setUserName(event.target.value)}
        />
        <Field
          label={intl.formatMessage({ id: "user.displayName" })}
          autoComplete="name"
          required
          maxLength={100}
          value={displayName}
          onChange={(event) => setDisplayName(event.target.value)}
        />
        <NewPassword value={password} onChange={setPassword} />
        <FailureText failure={failure} />
        <button type="submit" className={controls["primary"]} disabled={busy}>
          <FormattedMessage id="setUp.submit" />
        </button>
      </form>
    </main>
  );
}

/** Sets a password with a one-time link. */
export function SetPasswordPage() {
  const { api } = useClient();
  const token = useToken();
  const { busy, failure, run } = useCommand();
  const [password, setPassword] = useState("");
  const [set, setSet] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(
      () => api.identity.redeem({ token, newPassword: password }),
      () => setSet(true),
    );
  };
  return (
    <main className={styles["page"]}>
      <form className={`${styles["card"]} ${controls["stack"]}`} onSubmit={submit}>
        <h1 className={styles["heading"]}>
          <FormattedMessage id="setPassword.title" />
        </h1>
        {set ? (
          <>
            <p role="status">
              <FormattedMessage id="setPassword.done" />
            </p>
            <Link className={controls["primary"]} href="/sign-in">
              <FormattedMessage id="signIn.submit" />
            </Link>
          </>
        ) : (
          <>
            <NewPassword value={password} onChange={setPassword} />
            <FailureText failure={failure} />
            <button type="submit" className={controls["primary"]} disabled={busy}>
              <FormattedMessage id="setPassword.submit" />
            </button>
          </>
        )}
      </form>
    </main>
  );
}

export function NewPassword({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const intl = useIntl();
  return (
    <Field
      label={intl.formatMessage({ id: "user.newPassword" })}
      type="password"
      autoComplete="new-password"
      required
      maxLength={128}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

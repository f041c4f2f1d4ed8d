import { type FormEvent, useEffect, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useLocation } from "wouter";
import { useClient, useSession } from "../../client.ts";
import { Unknown } from "../../core/outcome.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Field } from "../../ui/Field.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { ExternalProvider, SignedIn } from "../../wire/index.ts";
import styles from "./Identity.module.css";
import { isServerPath, localPath } from "./returnUrl.model.ts";

/** The page of its own. */
export function SignInPage() {
  const session = useSession();
  const [, navigate] = useLocation();
  const query = new URLSearchParams(location.search);
  const target = localPath(query.get("returnUrl"), location.origin);
  // An application may want the user to prove anew that it is he: then the session that is there already is not enough.
  const again = query.get("again") === "true";
  const [signedInHere, setSignedInHere] = useState(false);
  const signedIn = session.state === "signedIn" && (!again || signedInHere);
  useEffect(() => {
    if (!signedIn) return;
    if (isServerPath(target)) location.assign(target);
    else navigate(target, { replace: true });
  }, [signedIn, target, navigate]);
  return (
    <main className={styles["page"]}>
      <div className={styles["card"]}>
        <SignInForm returnUrl={target} onSignedIn={() => setSignedInHere(true)} />
      </div>
    </main>
  );
}

interface SignInFormProps {
  readonly returnUrl: string;
  readonly userName?: string;
  readonly onSignedIn?: (signedIn: SignedIn) => void;
}

export function SignInForm({ returnUrl, userName, onSignedIn }: SignInFormProps) {
  const intl = useIntl();
  const { session, api } = useClient();
  const { busy, failure, run } = useCommand();
  const [name, setName] = useState(userName ?? "");
  const [password, setPassword] = useState("");
  const [providers, setProviders] = useState<readonly ExternalProvider[]>([]);
  const [setupNeeded, setSetupNeeded] = useState(false);

  useEffect(() => {
    api.identity.options().then(
      (options) => {
        if (!options.ok) return;
        setProviders(options.value.providers);
        setSetupNeeded(options.value.setupNeeded);
      },
      (fault: unknown) => {
        if (!(fault instanceof Unknown)) throw fault;
      },
    );
  }, [api]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(() => session.signIn({ userName: name.trim(), password }), onSignedIn);
  };
  return (
    <form className={controls["stack"]} onSubmit={submit}>
      <h1 className={styles["heading"]}>
        <FormattedMessage id="signIn.title" />
      </h1>
      {setupNeeded && (
        <p role="status">
          <FormattedMessage id="signIn.setupNeeded" />
        </p>
      )}
      <Field
        label={intl.formatMessage({ id: "user.userName" })}
        autoComplete="username"
        required
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Field
        label={intl.formatMessage({ id: "user.password" })}
        type="password"
        autoComplete="current-password"
        required
        maxLength={128}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <FailureText failure={failure} />
      <button type="submit" className={controls["primary"]} disabled={busy}>
        <FormattedMessage id="signIn.submit" />
      </button>
      {providers.map((provider) => (
        <a
          key={provider.name}
          className={controls["button"]}
          href={`/connect/external/${encodeURIComponent(provider.name)}?returnUrl=${encodeURIComponent(returnUrl)}`}
        >
          <FormattedMessage id="signIn.with" values={{ provider: provider.displayName }} />
        </a>
      ))}
    </form>
  );
}

import { type FormEvent, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { chance } from "../../browser/ports.ts";
import { useClient, useMe } from "../../client.ts";
import { Check } from "../../ui/Check.tsx";
import { Copied } from "../../ui/Copied.tsx";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Field } from "../../ui/Field.tsx";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { AccessScope } from "../../wire/index.ts";
import { scopeWords } from "./AccessTokens.tsx";
import styles from "./Identity.module.css";
import { LONGEST_DAYS, newToken, scopesFor, TOKEN_NAME_LENGTH, type TokenForm, tokenOf } from "./token.model.ts";

interface CreateTokenProps {
  readonly onMade: () => void;
  readonly onClose: () => void;
}

/** Makes a token, and shows it this one time. */
export function CreateToken({ onMade, onClose }: CreateTokenProps) {
  const intl = useIntl();
  const { api } = useClient();
  const { busy, failure, run } = useCommand();
  const [form, setForm] = useState(newToken);
  // One id for one wish: repeated, it makes no second token.
  const [id, setId] = useState(() => chance.id());
  const change = (changed: TokenForm) => {
    setForm(changed);
    setId(chance.id());
  };
  const [secret, setSecret] = useState<string>();
  const wanted = tokenOf(form);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted === undefined) return;
    void run(
      () => api.identity.createToken({ ...wanted, id }),
      ({ token }) => {
        setSecret(token);
        onMade();
      },
    );
  };
  return (
    <Modal title={intl.formatMessage({ id: "tokens.create" })} onClose={onClose}>
      {secret === undefined ? (
        <form className={controls["stack"]} onSubmit={submit}>
          <TokenFields form={form} onChange={change} />
          <FailureText failure={failure} />
          <div className={controls["actions"]}>
            <button type="submit" className={controls["primary"]} disabled={busy || wanted === undefined}>
              <FormattedMessage id="tokens.make" />
            </button>
          </div>
        </form>
      ) : (
        <>
          <p>
            <FormattedMessage id="tokens.once" />
          </p>
          <Field label={intl.formatMessage({ id: "tokens.token" })} readOnly value={secret} dir="ltr" />
          <div className={controls["actions"]}>
            <Copied text={secret} />
          </div>
        </>
      )}
    </Modal>
  );
}

interface TokenFieldsProps {
  readonly form: TokenForm;
  readonly onChange: (form: TokenForm) => void;
}

function TokenFields({ form, onChange }: TokenFieldsProps) {
  const intl = useIntl();
  const { signedIn } = useMe();
  const toggle = (scope: AccessScope) => {
    const scopes = new Set(form.scopes);
    if (!scopes.delete(scope)) scopes.add(scope);
    onChange({ ...form, scopes });
  };
  return (
    <>
      <Field
        label={intl.formatMessage({ id: "tokens.name" })}
        value={form.name}
        maxLength={TOKEN_NAME_LENGTH}
        autoComplete="off"
        onChange={(event) => onChange({ ...form, name: event.target.value })}
      />
      <fieldset className={styles["scopes"]}>
        <legend className={controls["label"]}>
          <FormattedMessage id="tokens.scopes" />
        </legend>
        {scopesFor(signedIn.isAdministrator).map((scope) => (
          <Check key={scope} checked={form.scopes.has(scope)} onChange={() => toggle(scope)}>
            <FormattedMessage id={scopeWords[scope]} />
          </Check>
        ))}
      </fieldset>
      <Field
        label={intl.formatMessage({ id: "tokens.days" })}
        type="number"
        min={1}
        max={LONGEST_DAYS}
        value={form.days}
        onChange={(event) => onChange({ ...form, days: event.target.value })}
      />
    </>
  );
}

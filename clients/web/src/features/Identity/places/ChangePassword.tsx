import { type FormEvent, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useClient } from "../../../client.ts";
import controls from "../../../ui/controls.module.css";
import { FailureText } from "../../../ui/FailureText.tsx";
import { Field } from "../../../ui/Field.tsx";
import { useCommand } from "../../../ui/useCommand.ts";
import { NewPassword } from "../TokenPages.tsx";

export function ChangePassword() {
  const intl = useIntl();
  const { api } = useClient();
  const { busy, failure, run } = useCommand();
  const [currentPassword, setCurrent] = useState("");
  const [newPassword, setNew] = useState("");
  const [changed, setChanged] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChanged(false);
    void run(
      () => api.identity.changePassword({ currentPassword, newPassword }),
      () => {
        setChanged(true);
        setCurrent("");
        setNew("");
      },
    );
  };
  return (
    <form className={controls["stack"]} onSubmit={submit}>
      <h2>
        <FormattedMessage id="settings.password" />
      </h2>
      <Field
        label={intl.formatMessage({ id: "user.currentPassword" })}
        type="password"
        autoComplete="current-password"
        required
        value={currentPassword}
        onChange={(event) => setCurrent(event.target.value)}
      />
      <NewPassword value={newPassword} onChange={setNew} />
      <FailureText failure={failure} />
      {changed && (
        <p role="status">
          <FormattedMessage id="settings.passwordChanged" />
        </p>
      )}
      <div>
        <button type="submit" className={controls["button"]} disabled={busy}>
          <FormattedMessage id="save" />
        </button>
      </div>
    </form>
  );
}

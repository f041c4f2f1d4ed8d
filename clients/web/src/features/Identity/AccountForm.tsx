import { type FormEvent, useId, useMemo, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useClient, useDepartments } from "../../client.ts";
import { pathName } from "../../core/directory/departmentTree.ts";
import { Check } from "../../ui/Check.tsx";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Field } from "../../ui/Field.tsx";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Account, PasswordLink } from "../../wire/index.ts";
import { changedBy, createdBy, fieldsOf } from "./account.model.ts";

interface AccountFormProps {
  /** Absent: a new one is made. */
  readonly account?: Account;
  readonly onClose: () => void;
  readonly onDone: (account: Account, link?: PasswordLink) => void;
}

const words = {
  userName: "user.userName",
  displayName: "user.displayName",
  email: "user.email",
  title: "user.title",
  department: "user.department",
  phone: "user.phone",
} as const;

export function AccountForm({ account, onClose, onDone }: AccountFormProps) {
  const intl = useIntl();
  const { administration } = useClient().api;
  const { busy, failure, run } = useCommand();
  const [fields, setFields] = useState(() => fieldsOf(account));
  const departments = useDepartments() ?? [];
  const paths = useMemo(() => departments.map(({ id }) => pathName(departments, id)), [departments]);
  const pathsId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (account === undefined) {
      void run(
        () => administration.create(createdBy(fields)),
        (created) => onDone(created.account, created.passwordLink),
      );
      return;
    }
    const change = changedBy(account, fields);
    if (Object.keys(change).length === 0) onClose();
    else
      void run(
        () => administration.update(account.user.id, change),
        (changed) => onDone(changed),
      );
  };
  const text = (name: keyof typeof words) => ({
    label: intl.formatMessage({ id: words[name] }),
    autoComplete: "off",
    value: fields[name],
    onChange: (event: { readonly target: { readonly value: string } }) =>
      setFields({ ...fields, [name]: event.target.value }),
  });
  return (
    <Modal title={intl.formatMessage({ id: account === undefined ? "admin.create" : "admin.edit" })} onClose={onClose}>
      <form className={controls["stack"]} onSubmit={submit}>
        <Field {...text("userName")} required maxLength={64} readOnly={account !== undefined} />
        <Field {...text("displayName")} required maxLength={100} />
        <Field {...text("email")} type="email" maxLength={254} />
        <Field {...text("title")} maxLength={100} />
        <Field
          {...text("department")}
          maxLength={1_000}
          list={pathsId}
          placeholder={intl.formatMessage({ id: "departments.pathExample" })}
        />
        <datalist id={pathsId}>
          {paths.map((path) => (
            <option key={path} value={path} />
          ))}
        </datalist>
        <Field {...text("phone")} type="tel" maxLength={40} />
        <Check
          checked={fields.isAdministrator}
          onChange={(isAdministrator) => setFields({ ...fields, isAdministrator })}
        >
          <FormattedMessage id="admin.administrator" />
        </Check>
        <FailureText failure={failure} />
        <div className={controls["actions"]}>
          <button type="submit" className={controls["primary"]} disabled={busy}>
            <FormattedMessage id="save" />
          </button>
        </div>
      </form>
    </Modal>
  );
}

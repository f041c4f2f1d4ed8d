import { type FormEvent, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import controls from "../../ui/controls.module.css";
import { Field } from "../../ui/Field.tsx";
import styles from "./Directory.module.css";

interface AliasFormProps {
  readonly held: string | undefined;
  readonly onSave: (alias: string) => void;
}

/** The name that the user has for a colleague himself; an empty one takes it away. */
export function AliasForm({ held, onSave }: AliasFormProps) {
  const intl = useIntl();
  const [alias, setAlias] = useState(held ?? "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(alias.trim());
  };
  return (
    <form className={styles["alias"]} onSubmit={submit}>
      <Field
        label={intl.formatMessage({ id: "profile.aliasRule" })}
        maxLength={100}
        autoComplete="off"
        autoFocus
        value={alias}
        onChange={(event) => setAlias(event.target.value)}
      />
      <button type="submit" className={controls["button"]}>
        <FormattedMessage id="save" />
      </button>
    </form>
  );
}

import type { ReactNode } from "react";
import { FormattedMessage } from "react-intl";
import type { MessageId } from "../../i18n/I18n.tsx";
import styles from "./Groups.module.css";

/** Settings that belong together. */
export function Part({ id, children }: { readonly id: MessageId; readonly children: ReactNode }) {
  return (
    <fieldset className={styles["part"]}>
      <legend>
        <FormattedMessage id={id} />
      </legend>
      {children}
    </fieldset>
  );
}

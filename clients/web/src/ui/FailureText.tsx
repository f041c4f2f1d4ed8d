import { FormattedMessage } from "react-intl";
import styles from "./controls.module.css";
import { failureText } from "./failure.ts";
import type { CommandFailure } from "./useCommand.ts";

export function FailureText({ failure }: { readonly failure: CommandFailure | undefined }) {
  if (failure === undefined) return null;
  return (
    <p className={styles["error"]} role="alert">
      <FormattedMessage id={failureText[failure]} />
    </p>
  );
}

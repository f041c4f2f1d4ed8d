import type { ReactNode } from "react";
import { FormattedMessage } from "react-intl";
import type { MessageId } from "../../../i18n/I18n.tsx";
import styles from "./Places.module.css";

interface PlaceTitleProps {
  readonly id: MessageId;
  /** What the place is for, in a sentence. */
  readonly explanation?: MessageId;
  /** What can be done there. */
  readonly children?: ReactNode;
}

/** The head of a place of the settings or of the administration. */
export function PlaceTitle({ id, explanation, children }: PlaceTitleProps) {
  return (
    <header className={styles["head"]}>
      <div className={styles["headWords"]}>
        <h1 id="place-title" className={styles["title"]}>
          <FormattedMessage id={id} />
        </h1>
        {explanation !== undefined && (
          <p className={styles["quiet"]}>
            <FormattedMessage id={explanation} />
          </p>
        )}
      </div>
      {children}
    </header>
  );
}

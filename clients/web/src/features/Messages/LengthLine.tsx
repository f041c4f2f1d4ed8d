import { FormattedMessage, useIntl } from "react-intl";
import controls from "../../ui/controls.module.css";
import styles from "./Composer.module.css";

interface LengthLineProps {
  /** Undefined while there is room enough. */
  readonly length: { readonly now: number; readonly limit: number; readonly tooLong: boolean } | undefined;
  /** Attaches the text as a file of this name; undefined where that is no way out. */
  readonly onFile: ((name: string) => void) | undefined;
}

/** How long a text is that is nearly or already too long, and what can be done with it. */
export function LengthLine({ length, onFile }: LengthLineProps) {
  const intl = useIntl();
  if (length === undefined) return null;
  const { now, limit, tooLong } = length;
  return (
    <div className={tooLong ? styles["tooLong"] : styles["length"]}>
      <span role="status">
        <FormattedMessage id="composer.length" values={{ length: now, limit }} />
      </span>
      {tooLong && onFile !== undefined && (
        <button
          type="button"
          className={controls["button"]}
          onClick={() => onFile(intl.formatMessage({ id: "composer.fileName" }))}
        >
          <FormattedMessage id="composer.asFile" />
        </button>
      )}
    </div>
  );
}

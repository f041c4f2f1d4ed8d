import { useState } from "react";
import { FormattedMessage } from "react-intl";
import styles from "./controls.module.css";

/** A button that copies a text, and says that it has. Where the page may not, the text can be selected. */
export function Copied({ text }: { readonly text: string }) {
  const [copied, setCopied] = useState<string>();
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(text);
  };
  return (
    <button type="button" className={styles["primary"]} onClick={() => void copy().catch(() => undefined)}>
      <span role="status">
        <FormattedMessage id={copied === text ? "copied" : "copy"} />
      </span>
    </button>
  );
}

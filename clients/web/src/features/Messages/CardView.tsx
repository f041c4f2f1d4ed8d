import { useState } from "react";
import { FormattedMessage } from "react-intl";
import { lazily } from "../../ui/lazily.tsx";
import type { Card, Message } from "../../wire/index.ts";
import styles from "./Kinds.module.css";

const CardDialog = lazily(async () => (await import("./CardDialog.tsx")).CardDialog);

/** Several messages that were forwarded as one; a press opens them. */
export function CardView({ message, card }: { readonly message: Message; readonly card: Card }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={styles["threadLink"]} onClick={() => setOpen(true)}>
        <FormattedMessage id="card.title" values={{ count: card.count }} />
      </button>
      {open && <CardDialog message={message} card={card} onClose={() => setOpen(false)} />}
    </>
  );
}

import { FormattedMessage } from "react-intl";
import { Link } from "wouter";
import { useUser } from "../../client.ts";
import { oneLine } from "../../ui/oneLine.ts";
import type { Quote } from "../../wire/index.ts";
import { usePlainText } from "./Mention.tsx";
import styles from "./Messages.module.css";

/** The message that another one answers; a press goes there. */
export function QuoteLine({ conversationId, quote }: { readonly conversationId: string; readonly quote: Quote }) {
  const sender = useUser(quote.senderId);
  const text = oneLine(usePlainText(quote.text ?? ""));
  return (
    <Link className={styles["quote"]} href={`/c/${conversationId}/${quote.seq}`} dir="auto">
      <bdi>{sender?.displayName ?? "…"}</bdi>:{" "}
      {quote.text === undefined ? <FormattedMessage id="message.recalledQuote" /> : text}
    </Link>
  );
}

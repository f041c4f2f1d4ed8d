import { FormattedMessage } from "react-intl";
import { Link } from "wouter";
import { useUser } from "../../client.ts";
import type { Quote } from "../../wire/index.ts";
import { HeldWords } from "../Files/HeldWords.tsx";
import styles from "./Kinds.module.css";

/** The message that another one answers; a press goes there. */
export function QuoteLine({ conversationId, quote }: { readonly conversationId: string; readonly quote: Quote }) {
  const { seq, senderId, text } = quote;
  const sender = useUser(senderId);
  return (
    <Link className={styles["quote"]} href={`/c/${conversationId}/${seq}`} dir="auto">
      <bdi>{sender?.displayName ?? "…"}</bdi>:{" "}
      {text === undefined ? (
        <FormattedMessage id="message.recalledQuote" />
      ) : (
        <HeldWords conversationId={conversationId} seq={seq} text={text} />
      )}
    </Link>
  );
}

import { FormattedMessage } from "react-intl";
import { Link } from "wouter";
import { useStore } from "zustand";
import { useMessenger, useUser } from "../../client.ts";
import { rowAt } from "../../core/log/runs.ts";
import type { Quote } from "../../wire/index.ts";
import { useWords } from "../Files/useWords.ts";
import styles from "./Messages.module.css";

/** The message that another one answers; a press goes there. */
export function QuoteLine({ conversationId, quote }: { readonly conversationId: string; readonly quote: Quote }) {
  const sender = useUser(quote.senderId);
  return (
    <Link className={styles["quote"]} href={`/c/${conversationId}/${quote.seq}`} dir="auto">
      <bdi>{sender?.displayName ?? "…"}</bdi>: <QuoteWords conversationId={conversationId} quote={quote} />
    </Link>
  );
}

/** A quote does not tell of files; the message itself does, where it is held. */
function QuoteWords({ conversationId, quote }: { readonly conversationId: string; readonly quote: Quote }) {
  const { conversations } = useMessenger();
  const files = useStore(
    conversations.store,
    ({ logs }) => rowAt(logs.get(conversationId)?.runs ?? [], quote.seq)?.files,
  );
  const words = useWords({ text: quote.text, files });
  if (quote.text === undefined) return <FormattedMessage id="message.recalledQuote" />;
  return words === "" ? <FormattedMessage id="file.some" /> : words;
}

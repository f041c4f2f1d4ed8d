import { Clock } from "lucide-react";
import { FormattedDate, FormattedMessage } from "react-intl";
import type { Message } from "../../wire/index.ts";
import { MessageFiles } from "../Files/MessageFiles.tsx";
import { CardView } from "./CardView.tsx";
import { ForwardedLine } from "./ForwardedLine.tsx";
import { LinkCard } from "./LinkCard.tsx";
import { PollView } from "./PollView.tsx";
import { QuoteLine } from "./QuoteLine.tsx";
import styles from "./Row.module.css";
import { UrgentBanner } from "./UrgentBanner.tsx";

/** What stands above the text of a message: that it is urgent, where it comes from, what it answers. */
export function Above({ message }: { readonly message: Message }) {
  const { conversationId, urgent, forwarded, replyTo } = message;
  return (
    <>
      {urgent !== undefined && <UrgentBanner message={message} urgent={urgent} />}
      {forwarded !== undefined && <ForwardedLine forwarded={forwarded} />}
      {replyTo !== undefined && <QuoteLine conversationId={conversationId} quote={replyTo} />}
    </>
  );
}

/** What stands below it: its files, the messages of a card, the answers of a poll, what is behind a link, when it vanishes. */
export function Below({ message }: { readonly message: Message }) {
  const { files = [], card, poll, preview, vanishesAt } = message;
  return (
    <>
      {files.length > 0 && <MessageFiles at={message} files={files} />}
      {card !== undefined && <CardView message={message} card={card} />}
      {poll !== undefined && <PollView message={message} poll={poll} />}
      {preview !== undefined && <LinkCard preview={preview} />}
      {vanishesAt !== undefined && (
        <div className={styles["state"]}>
          <Clock size={14} strokeWidth={1.75} aria-hidden="true" />
          <span>
            <FormattedMessage
              id="message.vanishesAt"
              values={{ time: <FormattedDate value={vanishesAt} dateStyle="medium" timeStyle="medium" /> }}
            />
          </span>
        </div>
      )}
    </>
  );
}

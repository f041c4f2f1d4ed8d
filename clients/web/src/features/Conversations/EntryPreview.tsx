import { CircleAlert, Clock } from "lucide-react";
import type { ReactNode } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useStore } from "zustand";
import { useMessenger, useThing, useUser } from "../../client.ts";
import type { OutboxRow } from "../../core/outbox/OutboxRow.ts";
import { messageKey } from "../../core/personal/things.ts";
import { oneLine } from "../../ui/oneLine.ts";
import { useLate } from "../../ui/useLate.ts";
import type { ConversationHead } from "../../wire/index.ts";
import { useWords } from "../Files/useWords.ts";
import { SystemText } from "../Messages/SystemText.tsx";
import { useDraftWords } from "../Messages/useDraftWords.ts";
import rows from "./Entry.module.css";
import styles from "./List.module.css";
import { asksMe, outgoingOf } from "./preview.model.ts";

/** A message that is sent sooner does not say that it is on its way, in milliseconds. */
const SENDING_AFTER = 300;

const mark = (words: ReactNode) => <b className={styles["call"]}>{words}</b>;

interface EntryPreviewProps {
  readonly head: ConversationHead;
  /** The conversation is open. */
  readonly isCurrent: boolean;
}

/** What was said last in a conversation, or is about to be, with what asks for the user before it. */
export function EntryPreview({ head, isCurrent }: EntryPreviewProps) {
  const messenger = useMessenger();
  const { id } = head.conversation;
  const draft = useDraftWords(id);
  const outgoing = useStore(messenger.outbox.store, (state) => outgoingOf(state.rows, id));
  const words =
    draft !== undefined && !isCurrent ? (
      <FormattedMessage id="conversations.draft" values={{ mark, text: draft }} />
    ) : outgoing === undefined ? (
      <LastWords head={head} />
    ) : (
      <Outgoing row={outgoing} />
    );
  return (
    <span className={rows["preview"]} dir="auto">
      {head.mentions > 0 ? (
        <FormattedMessage id="conversations.mentioned" values={{ mark, text: words }} />
      ) : asksMe(head, messenger.me) ? (
        <FormattedMessage id="conversations.urgent" values={{ mark, text: words }} />
      ) : (
        words
      )}
    </span>
  );
}

/** One's own message that is on its way, or could not be sent. */
function Outgoing({ row }: { readonly row: OutboxRow }) {
  const intl = useIntl();
  const { text, attached, progress } = row;
  const failed = progress.state === "failed" || progress.state === "notUploaded";
  const slow = useLate(!failed && progress.state !== "sent", SENDING_AFTER);
  const Icon = failed ? CircleAlert : Clock;
  return (
    <>
      {(failed || slow) && (
        <span
          className={styles["outgoing"]}
          data-failed={failed || undefined}
          role="img"
          aria-label={intl.formatMessage({ id: failed ? "message.failed" : "message.sending" })}
        >
          <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
        </span>
      )}
      <FormattedMessage
        id="conversations.own"
        values={{ text: text === "" ? (attached?.[0]?.name ?? "…") : oneLine(text) }}
      />
    </>
  );
}

function LastWords({ head }: { readonly head: ConversationHead }) {
  const { me } = useMessenger();
  const last = head.lastMessage;
  const sender = useUser(last?.senderId);
  const text = useWords(last);
  const hidden = useThing("hidden", messageKey(head.conversation.id, last?.seq ?? 0)) !== undefined;
  if (last === undefined || hidden || last.seq < head.firstSeq) return null;
  if (last.kind === "system") return <SystemText message={last} />;
  if (last.recalled !== undefined) {
    return <FormattedMessage id="message.recalled" values={{ name: sender?.displayName ?? "…" }} />;
  }
  if (last.senderId === me) return <FormattedMessage id="conversations.own" values={{ text }} />;
  if (head.conversation.kind === "direct") return text;
  return <FormattedMessage id="conversations.from" values={{ sender: sender?.displayName ?? "…", text }} />;
}

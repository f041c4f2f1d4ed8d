import { Pin } from "lucide-react";
import { FormattedMessage, useIntl } from "react-intl";
import { useUser } from "../../client.ts";
import type { Message } from "../../wire/index.ts";
import { useWords } from "../Files/useWords.ts";
import { useVisit } from "../Messages/useVisit.ts";
import { permalink } from "../Messages/view.model.ts";
import styles from "./Pane.module.css";
import { usePins } from "./usePins.ts";

interface PinnedBarProps {
  readonly conversationId: string;
  readonly onAll: () => void;
}

/** The latest pin of a conversation, above its log: a press goes there. */
export function PinnedBar({ conversationId, onAll }: PinnedBarProps) {
  const intl = useIntl();
  const { pins } = usePins(conversationId);
  const [latest] = pins ?? [];
  if (pins === undefined || latest === undefined) return null;
  return (
    <aside className={styles["pinned"]} aria-label={intl.formatMessage({ id: "pins.title" })}>
      <Pin size={16} strokeWidth={1.75} aria-hidden="true" />
      <Latest pin={latest} />
      <button type="button" className={styles["allPins"]} onClick={onAll}>
        <FormattedMessage id="pins.all" values={{ count: pins.length }} />
      </button>
    </aside>
  );
}

function Latest({ pin }: { readonly pin: Message }) {
  const visit = useVisit();
  const sender = useUser(pin.senderId);
  const text = useWords(pin);
  return (
    <a
      className={styles["pinnedText"]}
      href={permalink(pin.conversationId, pin.seq)}
      dir="auto"
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        visit(pin);
      }}
    >
      <FormattedMessage id="conversations.from" values={{ sender: sender?.displayName ?? "…", text }} />
    </a>
  );
}

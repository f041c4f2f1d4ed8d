import { useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { Field } from "../../ui/Field.tsx";
import type { ConversationHead } from "../../wire/index.ts";
import { ConversationAvatar } from "./ConversationAvatar.tsx";
import rows from "./Entry.module.css";
import styles from "./Groups.module.css";
import { useNamedConversations } from "./useNamedConversations.ts";

interface ConversationPickerProps {
  /** What the button of a conversation does, in words. */
  readonly label: (title: string) => string;
  /** Those that were picked already. */
  readonly picked: ReadonlySet<string>;
  /** What stands beside them. */
  readonly pickedWords: string;
  readonly onPick: (head: ConversationHead) => void;
}

/** Finds one of the user's conversations by name, the latest first. */
export function ConversationPicker({ label, picked, pickedWords, onPick }: ConversationPickerProps) {
  const intl = useIntl();
  const [query, setQuery] = useState("");
  const found = useNamedConversations(query);
  return (
    <div className={styles["picker"]}>
      <Field
        label={intl.formatMessage({ id: "forward.search" })}
        type="search"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <ul className={rows["people"]}>
        {found.map(({ head, title }) => {
          const { id } = head.conversation;
          return (
            <li key={id}>
              <button
                type="button"
                className={rows["person"]}
                aria-label={label(title)}
                disabled={picked.has(id)}
                onClick={() => onPick(head)}
              >
                <ConversationAvatar conversation={head.conversation} title={title} peerId={head.peerId} />
                <bdi className={rows["entryTitle"]}>{title}</bdi>
                {picked.has(id) && <span>{pickedWords}</span>}
              </button>
            </li>
          );
        })}
      </ul>
      {found.length === 0 && (
        <p className={rows["nothing"]}>
          <FormattedMessage id="conversations.filterEmpty" />
        </p>
      )}
    </div>
  );
}

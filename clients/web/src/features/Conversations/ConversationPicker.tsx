import { useMemo, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useStore } from "zustand";
import { useMessenger, useUsers } from "../../client.ts";
import { Field } from "../../ui/Field.tsx";
import type { ConversationHead } from "../../wire/index.ts";
import { ConversationAvatar } from "./ConversationAvatar.tsx";
import styles from "./Conversations.module.css";
import { byActivity, titleOf } from "./list.model.ts";

/** So many conversations are shown; further ones are found by their names. */
const SHOWN = 50;

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
  const heads = useStore(useMessenger().conversations.store, (state) => state.heads);
  const sorted = useMemo(() => byActivity(heads), [heads]);
  const peers = useMemo(() => sorted.flatMap((head) => head.peerId ?? []), [sorted]);
  const names = useUsers(peers);
  const [query, setQuery] = useState("");
  const wanted = query.trim().toLocaleLowerCase();
  const found = sorted
    .map((head) => {
      const peer = head.peerId === undefined ? undefined : names[peers.indexOf(head.peerId)];
      return { head, title: titleOf(head, peer?.displayName) };
    })
    .filter(({ title }) => title.toLocaleLowerCase().includes(wanted))
    .slice(0, SHOWN);
  return (
    <div className={styles["picker"]}>
      <Field
        label={intl.formatMessage({ id: "forward.search" })}
        type="search"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <ul className={styles["people"]}>
        {found.map(({ head, title }) => {
          const { id } = head.conversation;
          return (
            <li key={id}>
              <button
                type="button"
                className={styles["person"]}
                aria-label={label(title)}
                disabled={picked.has(id)}
                onClick={() => onPick(head)}
              >
                <ConversationAvatar conversation={head.conversation} title={title} peerId={head.peerId} />
                <bdi className={styles["entryTitle"]}>{title}</bdi>
                {picked.has(id) && <span>{pickedWords}</span>}
              </button>
            </li>
          );
        })}
      </ul>
      {found.length === 0 && (
        <p className={styles["nothing"]}>
          <FormattedMessage id="conversations.filterEmpty" />
        </p>
      )}
    </div>
  );
}

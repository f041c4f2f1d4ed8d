import { useEffect, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useClient, useMessenger } from "../../client.ts";
import { Unknown } from "../../core/outcome.ts";
import { Field } from "../../ui/Field.tsx";
import type { User } from "../../wire/index.ts";
import styles from "./Conversations.module.css";
import { PersonButton } from "./PersonButton.tsx";

interface PeoplePickerProps {
  /** Absent: a click takes one person at once. */
  readonly chosen?: readonly string[];
  readonly hidden?: ReadonlySet<string>;
  readonly onPick: (user: User) => void;
}

/** Finds colleagues by name. */
export function PeoplePicker({ chosen, hidden, onPick }: PeoplePickerProps) {
  const intl = useIntl();
  const { api } = useClient();
  const { directory } = useMessenger();
  const [query, setQuery] = useState("");
  const [composing, setComposing] = useState(false);
  const [found, setFound] = useState<readonly User[]>();

  useEffect(() => {
    if (composing) return;
    let stale = false;
    const search = async () => {
      try {
        const page = await api.directory.search(query.trim());
        if (!page.ok || stale) return;
        directory.put(page.value.users);
        setFound(page.value.users);
      } catch (fault) {
        if (!(fault instanceof Unknown)) throw fault;
      }
    };
    const timer = setTimeout(() => void search(), 150);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [api, directory, query, composing]);

  const shown = found?.filter((user) => user.deactivated !== true && hidden?.has(user.id) !== true);
  return (
    <div className={styles["picker"]}>
      <Field
        label={intl.formatMessage({ id: "people.search" })}
        type="search"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
      />
      <ul className={styles["people"]}>
        {shown?.map((user) => (
          <li key={user.id}>
            <PersonButton user={user} aria-pressed={chosen?.includes(user.id)} onClick={() => onPick(user)} />
          </li>
        ))}
      </ul>
      {shown?.length === 0 && (
        <p className={styles["nothing"]}>
          <FormattedMessage id="people.none" />
        </p>
      )}
    </div>
  );
}

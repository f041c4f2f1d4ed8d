import { type ReactNode, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { FailureText } from "../../ui/FailureText.tsx";
import { Field } from "../../ui/Field.tsx";
import type { User } from "../../wire/index.ts";
import { PersonButton } from "../Directory/PersonButton.tsx";
import { usePeopleSearch } from "../Directory/usePeopleSearch.ts";
import rows from "./Entry.module.css";
import styles from "./Groups.module.css";

interface PeoplePickerProps {
  /** Absent: a click takes one person at once. */
  readonly chosen?: readonly string[];
  readonly hidden?: ReadonlySet<string>;
  readonly onPick: (user: User) => void;
  /** Hears what is typed. */
  readonly onText?: (text: string) => void;
  /** What else is found by it, items of a list; it stands above the people. */
  readonly children?: ReactNode;
}

/** Finds colleagues by what one knows of them. */
export function PeoplePicker({ chosen, hidden, onPick, onText, children }: PeoplePickerProps) {
  const intl = useIntl();
  const [query, setQuery] = useState("");
  const [composing, setComposing] = useState(false);
  const { hits, failure } = usePeopleSearch(query, composing);
  const shown = hits?.filter(({ user }) => hidden?.has(user.id) !== true);
  return (
    <div className={styles["picker"]}>
      <Field
        label={intl.formatMessage({ id: "people.find" })}
        type="search"
        maxLength={100}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          onText?.(event.target.value);
        }}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
      />
      <FailureText failure={failure} />
      <ul className={rows["people"]}>
        {children}
        {shown?.map((hit) => (
          <li key={hit.user.id}>
            <PersonButton hit={hit} aria-pressed={chosen?.includes(hit.user.id)} onClick={() => onPick(hit.user)} />
          </li>
        ))}
      </ul>
      {shown?.length === 0 && (
        <p className={rows["nothing"]}>
          <FormattedMessage id="people.none" />
        </p>
      )}
    </div>
  );
}

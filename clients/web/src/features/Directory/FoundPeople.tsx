import { FormattedMessage } from "react-intl";
import { useWatched } from "../../client.ts";
import { FailureText } from "../../ui/FailureText.tsx";
import type { Department } from "../../wire/index.ts";
import styles from "./Directory.module.css";
import { PersonEntry } from "./PersonEntry.tsx";
import { usePeopleSearch } from "./usePeopleSearch.ts";

interface FoundPeopleProps {
  readonly text: string;
  readonly composing: boolean;
  /** Only here and below. */
  readonly department: Department | undefined;
  readonly onMessage: (userId: string) => void;
}

/** The colleagues whom a text most likely means. */
export function FoundPeople({ text, composing, department, onMessage }: FoundPeopleProps) {
  const { hits, failure } = usePeopleSearch(text, composing, department?.id);
  useWatched(hits?.map(({ user }) => user.id) ?? []);
  return (
    <>
      {department !== undefined && (
        <h2>
          <FormattedMessage id="people.foundIn" values={{ department: department.name }} />
        </h2>
      )}
      <FailureText failure={failure} />
      <p role="status" className={styles["quiet"]}>
        {hits !== undefined &&
          (hits.length === 0 ? (
            <FormattedMessage id="people.none" />
          ) : (
            <FormattedMessage id="search.shown" values={{ count: hits.length }} />
          ))}
      </p>
      <ul className={styles["list"]}>
        {hits?.map((hit) => (
          <PersonEntry key={hit.user.id} hit={hit} onMessage={onMessage} />
        ))}
      </ul>
    </>
  );
}

import { useMemo } from "react";
import { FormattedMessage } from "react-intl";
import { useClient, useThings, useUsers, useWatched } from "../../client.ts";
import { unmarked } from "../../core/search/finders.ts";
import styles from "./Directory.module.css";
import { MorePeople } from "./MorePeople.tsx";
import { PersonEntry } from "./PersonEntry.tsx";
import { starredIn } from "./people.model.ts";
import { useUserPages } from "./useUserPages.ts";

/**
 * All colleagues by name, after those whom the user has starred. They are among the others too: somebody who is starred does not leave the place
 * where one has found him.
 */
export function Everybody({ onMessage }: { readonly onMessage: (userId: string) => void }) {
  const { directory } = useClient().api;
  const contacts = useThings("contact");
  const starredIds = useMemo(() => starredIn(contacts), [contacts]);
  const starred = useUsers(starredIds);
  const load = useMemo(() => (after?: string) => directory.search("", after), [directory]);
  const pages = useUserPages(load);
  useWatched([...starredIds, ...(pages.users?.map((user) => user.id) ?? [])]);
  return (
    <>
      {starred.length > 0 && (
        <>
          <h2>
            <FormattedMessage id="people.starred" />
          </h2>
          <ul className={styles["list"]}>
            {starred.map((user) => user && <PersonEntry key={user.id} hit={unmarked(user)} onMessage={onMessage} />)}
          </ul>
          <h2>
            <FormattedMessage id="people.everybody" />
          </h2>
        </>
      )}
      <ul className={styles["list"]}>
        {pages.users?.map((user) => (
          <PersonEntry key={user.id} hit={unmarked(user)} onMessage={onMessage} />
        ))}
      </ul>
      <MorePeople pages={pages} />
    </>
  );
}

import { useCallback } from "react";
import { FormattedMessage } from "react-intl";
import { useClient, useUsers, useWatched } from "../../client.ts";
import { unmarked } from "../../core/search/finders.ts";
import type { Department } from "../../wire/index.ts";
import styles from "./Directory.module.css";
import { MorePeople } from "./MorePeople.tsx";
import { PersonEntry } from "./PersonEntry.tsx";
import { useUserPages } from "./useUserPages.ts";

interface PeopleOfDepartmentProps {
  readonly department: Department;
  readonly onMessage: (userId: string) => void;
}

/** Those of a department and of all below it; who leads it stands first, also when he is of another. */
export function PeopleOfDepartment({ department: { id, name, headIds }, onMessage }: PeopleOfDepartmentProps) {
  const { api } = useClient();
  const load = useCallback((after?: string) => api.directory.peopleOf(id, after), [api, id]);
  const pages = useUserPages(load);
  const heads = useUsers(headIds).filter((user) => user !== undefined && user.deactivated !== true);
  const others = pages.users?.filter((user) => !headIds.includes(user.id)) ?? [];
  useWatched([...headIds, ...others.map((user) => user.id)]);
  return (
    <>
      <h2 dir="auto">{name}</h2>
      <ul className={styles["list"]}>
        {heads.map((user) => user && <PersonEntry key={user.id} hit={unmarked(user)} isHead onMessage={onMessage} />)}
        {others.map((user) => (
          <PersonEntry key={user.id} hit={unmarked(user)} onMessage={onMessage} />
        ))}
      </ul>
      {pages.users?.length === 0 && heads.length === 0 && (
        <p className={styles["quiet"]}>
          <FormattedMessage id="departments.nobody" />
        </p>
      )}
      <MorePeople pages={pages} />
    </>
  );
}

import type { ReactNode } from "react";
import { useUser } from "../../client.ts";
import { PersonAvatar } from "../Directory/PersonAvatar.tsx";
import { PersonLink } from "../Directory/PersonLink.tsx";
import styles from "./People.module.css";

/** Some people by name, under a heading. */
export function PeopleList({ heading, userIds }: { readonly heading: ReactNode; readonly userIds: readonly string[] }) {
  return (
    <section>
      <h3 className={styles["peopleHead"]}>{heading}</h3>
      <ul className={styles["people"]}>
        {userIds.map((id) => (
          <Person key={id} id={id} />
        ))}
      </ul>
    </section>
  );
}

function Person({ id }: { readonly id: string }) {
  const name = useUser(id)?.displayName ?? "…";
  return (
    <li>
      <PersonLink userId={id} className={styles["person"]}>
        <PersonAvatar userId={id} />
        <bdi>{name}</bdi>
      </PersonLink>
    </li>
  );
}

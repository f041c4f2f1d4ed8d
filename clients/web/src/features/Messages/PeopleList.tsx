import type { ReactNode } from "react";
import { useUser } from "../../client.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import styles from "./Messages.module.css";

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
    <li className={styles["person"]}>
      <Avatar id={id} name={name} />
      <bdi>{name}</bdi>
    </li>
  );
}

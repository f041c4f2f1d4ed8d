import type { ButtonHTMLAttributes } from "react";
import { Avatar } from "../../ui/Avatar.tsx";
import type { User } from "../../wire/index.ts";
import styles from "./Conversations.module.css";

interface PersonButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly user: User;
}

/** A colleague in a list of those who were found. */
export function PersonButton({ user, ...button }: PersonButtonProps) {
  return (
    <button type="button" className={styles["person"]} {...button}>
      <Avatar id={user.id} name={user.displayName} />
      <span className={styles["entryText"]}>
        <bdi className={styles["entryTitle"]}>{user.displayName}</bdi>
        <bdi className={styles["preview"]}>{user.department ?? user.userName}</bdi>
      </span>
    </button>
  );
}

import type { ReactNode } from "react";
import { useMessenger, useUser } from "../../client.ts";
import styles from "./Directory.module.css";

interface PersonLinkProps {
  readonly userId: string;
  /** What stands there in place of the name. */
  readonly children?: ReactNode;
  readonly className?: string | undefined;
}

/** A colleague's name; a press opens his card. */
export function PersonLink({ userId, children, className }: PersonLinkProps) {
  const { openProfile } = useMessenger();
  const name = useUser(userId)?.displayName ?? "…";
  return (
    <button
      type="button"
      className={`${styles["link"]} ${className ?? ""}`}
      aria-haspopup="dialog"
      onClick={() => openProfile.open(userId)}
    >
      {children ?? <bdi>{name}</bdi>}
    </button>
  );
}

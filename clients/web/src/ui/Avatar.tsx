import { useIntl } from "react-intl";
import type { PresenceState } from "../wire/index.ts";
import { avatarColor, avatarLetter } from "./avatar.model.ts";
import styles from "./controls.module.css";

interface AvatarProps {
  readonly id: string;
  readonly name: string;
  readonly presence?: PresenceState | undefined;
}

/** Decoration beside a name; only presence is said to those who cannot see it. */
export function Avatar({ id, name, presence }: AvatarProps) {
  const intl = useIntl();
  return (
    <span className={styles["avatar"]} style={{ background: `var(--avatar-${avatarColor(id)})` }}>
      <span aria-hidden="true">{avatarLetter(name)}</span>
      {presence !== undefined && presence !== "offline" && (
        <span
          className={`${styles["dot"]} ${styles[presence]}`}
          role="img"
          aria-label={intl.formatMessage({ id: presence === "online" ? "presence.online" : "presence.away" })}
        />
      )}
    </span>
  );
}

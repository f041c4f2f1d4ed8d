import { useState } from "react";
import { useIntl } from "react-intl";
import type { PresenceState } from "../wire/index.ts";
import { avatarColor, avatarLetter } from "./avatar.model.ts";
import styles from "./controls.module.css";

interface AvatarProps {
  readonly id: string;
  readonly name: string;
  readonly presence?: PresenceState | undefined;
  /** The address of a picture; the letter shows until it is there, and when it cannot be had. */
  readonly picture?: string | undefined;
}

/** Decoration beside a name; only presence is said to those who cannot see it. */
export function Avatar({ id, name, presence, picture }: AvatarProps) {
  const intl = useIntl();
  const [missing, setMissing] = useState<string>();
  return (
    <span className={styles["avatar"]} style={{ background: `var(--avatar-${avatarColor(id)})` }}>
      <span aria-hidden="true">{avatarLetter(name)}</span>
      {picture !== undefined && picture !== missing && (
        <img
          className={styles["picture"]}
          src={picture}
          alt=""
          width={36}
          height={36}
          loading="lazy"
          onError={() => setMissing(picture)}
        />
      )}
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

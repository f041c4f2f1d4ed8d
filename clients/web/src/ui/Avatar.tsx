import { useState } from "react";
import { useIntl } from "react-intl";
import type { Reachable } from "../core/presence/status.ts";
import type { MessageId } from "../i18n/I18n.tsx";
import { avatarColor, avatarLetter } from "./avatar.model.ts";
import styles from "./controls.module.css";

interface AvatarProps {
  readonly id: string;
  readonly name: string;
  readonly presence?: Reachable | undefined;
  /** The address of a picture; the letter shows until it is there, and when it cannot be had. */
  readonly picture?: string | undefined;
  readonly large?: boolean;
}

/** Each is another shape too: colour is never the only sign. */
export const presenceWords: Record<Reachable, MessageId> = {
  online: "presence.online",
  away: "presence.away",
  busy: "presence.busy",
  do_not_disturb: "presence.doNotDisturb",
  offline: "presence.offline",
};

/** Decoration beside a name; only presence is said to those who cannot see it. */
export function Avatar({ id, name, presence, picture, large }: AvatarProps) {
  const intl = useIntl();
  const [missing, setMissing] = useState<string>();
  return (
    <span
      className={styles["avatar"]}
      data-large={large || undefined}
      style={{ background: `var(--avatar-${avatarColor(id)})` }}
    >
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
      {presence !== undefined && (
        <span
          className={`${styles["dot"]} ${styles[presence]}`}
          role="img"
          aria-label={intl.formatMessage({ id: presenceWords[presence] })}
        />
      )}
    </span>
  );
}

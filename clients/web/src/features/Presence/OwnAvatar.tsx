import { useState } from "react";
import { useIntl } from "react-intl";
import { useMessenger, usePresence, useStatus, useWatched } from "../../client.ts";
import { lazily } from "../../ui/lazily.tsx";
import { PersonAvatar } from "../Directory/PersonAvatar.tsx";
import styles from "./Presence.module.css";

const StatusDialog = lazily(async () => (await import("./StatusDialog.tsx")).StatusDialog);

/** The user himself, as colleagues see him; a press lets him say something of himself. */
export function OwnAvatar({ className }: { readonly className: string }) {
  const intl = useIntl();
  const { me } = useMessenger();
  const presence = usePresence(me);
  const status = useStatus(me);
  const [open, setOpen] = useState(false);
  useWatched([me]);
  const label =
    status?.text === undefined
      ? intl.formatMessage({ id: "status.title" })
      : intl.formatMessage({ id: "status.titleWith" }, { text: status.text });
  return (
    <>
      <button
        type="button"
        className={className}
        aria-label={label}
        title={label}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <PersonAvatar userId={me} presence={presence} />
        {status?.emoji !== undefined && (
          <span className={styles["ownEmoji"]} aria-hidden="true">
            {status.emoji}
          </span>
        )}
      </button>
      {open && <StatusDialog held={status} onClose={() => setOpen(false)} />}
    </>
  );
}

import { useState } from "react";
import { FormattedMessage } from "react-intl";
import { useMessenger, useStatus, useUser, useWatched } from "../../../client.ts";
import controls from "../../../ui/controls.module.css";
import { lazily } from "../../../ui/lazily.tsx";
import { OwnProfile } from "../../Directory/OwnProfile.tsx";
import styles from "./Places.module.css";
import { PlaceTitle } from "./PlaceTitle.tsx";
import { SettingRow } from "./SettingRow.tsx";

const StatusDialog = lazily(async () => (await import("../../Presence/StatusDialog.tsx")).StatusDialog);

/** Who the user is to his colleagues. */
export function ProfilePlace() {
  return (
    <>
      <PlaceTitle id="settings.profile" explanation="settings.profileMore" />
      <div className={styles["rows"]}>
        <Name />
        <Status />
      </div>
      <OwnProfile />
    </>
  );
}

function Name() {
  const user = useUser(useMessenger().me);
  if (user === undefined) return null;
  const { displayName, userName, title, department } = user;
  const facts = [title, department].filter((fact) => fact !== undefined);
  return (
    <SettingRow
      words={
        <>
          <bdi>{displayName}</bdi>
          <span className={styles["quiet"]}>
            <FormattedMessage id="settings.nameMore" />
          </span>
        </>
      }
    >
      <span className={styles["fact"]}>
        <bdi>{userName}</bdi>
        <span className={styles["quiet"]}>{facts.join(" · ")}</span>
      </span>
    </SettingRow>
  );
}

function Status() {
  const { me } = useMessenger();
  const status = useStatus(me);
  const [open, setOpen] = useState(false);
  useWatched([me]);
  return (
    <SettingRow
      words={
        <>
          <FormattedMessage id="status.title" />
          <span className={styles["quiet"]}>
            {status?.text === undefined ? (
              <FormattedMessage id="profile.none" />
            ) : (
              `${status.emoji ?? ""} ${status.text}`
            )}
          </span>
        </>
      }
    >
      <button type="button" className={controls["button"]} onClick={() => setOpen(true)}>
        <FormattedMessage id="settings.setStatus" />
      </button>
      {open && <StatusDialog held={status} onClose={() => setOpen(false)} />}
    </SettingRow>
  );
}

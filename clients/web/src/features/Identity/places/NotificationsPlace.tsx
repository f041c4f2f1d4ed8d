import { useIntl } from "react-intl";
import { useStore } from "zustand";
import { useMessenger } from "../../../client.ts";
import { QuietHoursForm } from "../../Personal/QuietHoursForm.tsx";
import styles from "./Places.module.css";
import { PlaceTitle } from "./PlaceTitle.tsx";
import { SwitchRow } from "./SettingRow.tsx";

/** What the user is told of, and when not. */
export function NotificationsPlace() {
  const intl = useIntl();
  const messenger = useMessenger();
  const { announcements } = useStore(messenger.settings);
  return (
    <>
      <PlaceTitle id="settings.notifications" />
      <div className={styles["rows"]}>
        <SwitchRow
          label={intl.formatMessage({ id: "settings.announcements" })}
          explanation={intl.formatMessage({ id: "settings.announcementsMore" })}
          checked={announcements === "on"}
          onChange={(on) => messenger.changeSettings({ announcements: on ? "on" : "off" })}
        />
      </div>
      <QuietHoursForm />
    </>
  );
}

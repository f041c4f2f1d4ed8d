import { useIntl } from "react-intl";
import { useStore } from "zustand";
import { useMessenger } from "../../../client.ts";
import styles from "./Places.module.css";
import { PlaceTitle } from "./PlaceTitle.tsx";
import { ChoiceRow } from "./SettingRow.tsx";

/** How messages are written on this device. */
export function ComposingPlace() {
  const intl = useIntl();
  const messenger = useMessenger();
  const { sendKey } = useStore(messenger.settings);
  return (
    <>
      <PlaceTitle id="settings.composing" explanation="settings.ofDevice" />
      <div className={styles["rows"]}>
        <ChoiceRow
          label={intl.formatMessage({ id: "settings.sendKey" })}
          explanation={intl.formatMessage({ id: "settings.sendKeyMore" }, { sendKey })}
          value={sendKey}
          options={{ enter: "Enter", ctrlEnter: "Ctrl+Enter" }}
          onChange={(next) => messenger.changeSettings({ sendKey: next })}
        />
      </div>
    </>
  );
}

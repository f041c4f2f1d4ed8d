import { useIntl } from "react-intl";
import { useStore } from "zustand";
import { useMessenger } from "../../client.ts";
import { ChoiceRow } from "../Identity/places/SettingRow.tsx";

/** How messages look on this device, and where conversations open. */
export function LogSettings() {
  const intl = useIntl();
  const messenger = useMessenger();
  const { layout = "rows", textSize = "normal", opensAt = "unread" } = useStore(messenger.settings);
  return (
    <>
      <ChoiceRow
        label={intl.formatMessage({ id: "settings.layout" })}
        value={layout}
        options={{
          rows: intl.formatMessage({ id: "settings.rows" }),
          bubbles: intl.formatMessage({ id: "settings.bubbles" }),
        }}
        onChange={(next) => messenger.changeSettings({ layout: next })}
      />
      <ChoiceRow
        label={intl.formatMessage({ id: "settings.textSize" })}
        value={textSize}
        options={{
          compact: intl.formatMessage({ id: "settings.compact" }),
          normal: intl.formatMessage({ id: "settings.normal" }),
          large: intl.formatMessage({ id: "settings.large" }),
        }}
        onChange={(next) => messenger.changeSettings({ textSize: next })}
      />
      <ChoiceRow
        label={intl.formatMessage({ id: "settings.opensAt" })}
        value={opensAt}
        options={{
          unread: intl.formatMessage({ id: "settings.firstUnread" }),
          newest: intl.formatMessage({ id: "settings.newest" }),
        }}
        onChange={(next) => messenger.changeSettings({ opensAt: next })}
      />
    </>
  );
}

import { useIntl } from "react-intl";
import type { Permission } from "../../browser/permission.ts";
import type { MessageId } from "../../i18n/I18n.tsx";
import { ChoiceRow, SwitchRow } from "../Identity/places/SettingRow.tsx";
import { useNotificationSettings } from "./useNotificationSettings.ts";

/** Why nothing is shown although it is wanted, by what the browser permits. */
const EXPLAINED: { readonly [Key in Permission]?: MessageId } = {
  default: "notify.needed",
  denied: "notify.denied",
  unsupported: "notify.unsupported",
};

/** How this device calls its user. */
export function NotificationSettings() {
  const intl = useIntl();
  const { held, permission, change, turnOn } = useNotificationSettings();
  const explained = EXPLAINED[permission];
  return (
    <>
      <SwitchRow
        label={intl.formatMessage({ id: "notify.desktop" })}
        {...(explained === undefined ? {} : { explanation: intl.formatMessage({ id: explained }) })}
        checked={permission === "granted" && held.desktop !== "off"}
        onChange={(on) => (on ? void turnOn() : change({ desktop: "off" }))}
      />
      <ChoiceRow
        label={intl.formatMessage({ id: "notify.content" })}
        value={held.content ?? "shown"}
        options={{
          shown: intl.formatMessage({ id: "notify.contentShown" }),
          hidden: intl.formatMessage({ id: "notify.contentHidden" }),
        }}
        onChange={(content) => change({ content })}
      />
      <SwitchRow
        label={intl.formatMessage({ id: "notify.sound" })}
        checked={held.sound !== "off"}
        onChange={(on) => change({ sound: on ? "on" : "off" })}
      />
    </>
  );
}

import { useIntl } from "react-intl";
import { changeLocale, useLocale } from "../../../i18n/I18n.tsx";
import { changeTheme, useTheme } from "../../../ui/theme.ts";
import { LogSettings } from "../../Messages/LogSettings.tsx";
import styles from "./Places.module.css";
import { PlaceTitle } from "./PlaceTitle.tsx";
import { ChoiceRow } from "./SettingRow.tsx";

/** How the program looks on this device. */
export function AppearancePlace() {
  const intl = useIntl();
  return (
    <>
      <PlaceTitle id="settings.appearance" explanation="settings.ofDevice" />
      <div className={styles["rows"]}>
        <ChoiceRow
          label={intl.formatMessage({ id: "settings.language" })}
          value={useLocale()}
          options={{ "zh-CN": "中文", en: "English" }}
          onChange={changeLocale}
        />
        <ChoiceRow
          label={intl.formatMessage({ id: "settings.theme" })}
          value={useTheme()}
          options={{
            system: intl.formatMessage({ id: "theme.system" }),
            light: intl.formatMessage({ id: "theme.light" }),
            dark: intl.formatMessage({ id: "theme.dark" }),
          }}
          onChange={changeTheme}
        />
        <LogSettings />
      </div>
    </>
  );
}

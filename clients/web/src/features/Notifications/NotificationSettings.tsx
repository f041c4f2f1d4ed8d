import { FormattedMessage, useIntl } from "react-intl";
import type { Permission } from "../../browser/permission.ts";
import type { MessageId } from "../../i18n/I18n.tsx";
import { Choice } from "../../ui/Choice.tsx";
import styles from "./Notices.module.css";
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
  const onOff = { on: intl.formatMessage({ id: "settings.on" }), off: intl.formatMessage({ id: "settings.off" }) };
  return (
    <section className={styles["settings"]}>
      <h2>
        <FormattedMessage id="notify.title" />
      </h2>
      <Choice
        label={intl.formatMessage({ id: "notify.desktop" })}
        value={permission === "granted" ? (held.desktop ?? "on") : "off"}
        options={onOff}
        onChange={(next) => {
          if (next === "on") void turnOn();
          else change({ desktop: "off" });
        }}
      />
      {explained !== undefined && (
        <p>
          <FormattedMessage id={explained} />
        </p>
      )}
      <Choice
        label={intl.formatMessage({ id: "notify.content" })}
        value={held.content ?? "shown"}
        options={{
          shown: intl.formatMessage({ id: "notify.contentShown" }),
          hidden: intl.formatMessage({ id: "notify.contentHidden" }),
        }}
        onChange={(next) => change({ content: next === "hidden" ? "hidden" : "shown" })}
      />
      <Choice
        label={intl.formatMessage({ id: "notify.sound" })}
        value={held.sound ?? "on"}
        options={onOff}
        onChange={(next) => change({ sound: next === "off" ? "off" : "on" })}
      />
    </section>
  );
}

import { FormattedMessage, useIntl } from "react-intl";
import controls from "../../ui/controls.module.css";
import styles from "./Notices.module.css";
import { useNotificationSettings } from "./useNotificationSettings.ts";

/** Says what notifications are good for, before the browser is let to ask; put away, it does not come again. */
export function NotificationOffer() {
  const intl = useIntl();
  const { held, permission, change, turnOn } = useNotificationSettings();
  if (permission !== "default" || held.offer === "dismissed" || held.desktop === "off") return null;
  return (
    <section className={styles["notice"]} aria-label={intl.formatMessage({ id: "notify.title" })}>
      <p>
        <FormattedMessage id="notify.askWhy" />
      </p>
      <button type="button" className={controls["button"]} onClick={() => change({ offer: "dismissed" })}>
        <FormattedMessage id="notify.askLater" />
      </button>
      <button type="button" className={controls["primary"]} onClick={() => void turnOn()}>
        <FormattedMessage id="notify.ask" />
      </button>
    </section>
  );
}

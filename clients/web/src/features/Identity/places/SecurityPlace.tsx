import { FormattedDate, FormattedMessage } from "react-intl";
import { useMe } from "../../../client.ts";
import { ChangePassword } from "./ChangePassword.tsx";
import styles from "./Places.module.css";
import { PlaceTitle } from "./PlaceTitle.tsx";
import { SettingRow } from "./SettingRow.tsx";

/** With what the user signs in. */
export function SecurityPlace() {
  const { user, hasPassword, expiresAt } = useMe().signedIn;
  return (
    <>
      <PlaceTitle id="settings.security" />
      <div className={styles["rows"]}>
        <SettingRow
          words={
            <>
              <FormattedMessage id="settings.signIn" />
              <span className={styles["quiet"]}>
                <FormattedMessage id={hasPassword ? "settings.signInPassword" : "settings.signInCompany"} />
              </span>
            </>
          }
        >
          <bdi>{user.userName}</bdi>
        </SettingRow>
        <SettingRow
          words={
            <>
              <FormattedMessage id="settings.sessionEnd" />
              <span className={styles["quiet"]}>
                <FormattedMessage id="settings.sessionEndMore" />
              </span>
            </>
          }
        >
          <FormattedDate value={expiresAt} dateStyle="medium" />
        </SettingRow>
      </div>
      {hasPassword && <ChangePassword />}
    </>
  );
}

import { type FormEvent, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useStore } from "zustand";
import { useClient, useMe } from "../../client.ts";
import { changeLocale, type Locale, useLocale } from "../../i18n/I18n.tsx";
import { Choice } from "../../ui/Choice.tsx";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Field } from "../../ui/Field.tsx";
import { changeTheme, type Theme, useTheme } from "../../ui/theme.ts";
import { useCommand } from "../../ui/useCommand.ts";
import { OwnProfile } from "../Directory/OwnProfile.tsx";
import { OwnUploads } from "../Files/OwnUploads.tsx";
import { NotificationSettings } from "../Notifications/NotificationSettings.tsx";
import { AccessTokens } from "./AccessTokens.tsx";
import styles from "./Identity.module.css";
import { Sessions } from "./Sessions.tsx";
import { NewPassword } from "./TokenPages.tsx";

export function SettingsPage() {
  const intl = useIntl();
  const { api, session } = useClient();
  const { messenger, signedIn } = useMe();
  const locale = useLocale();
  const theme = useTheme();
  const { sendKey, announcements } = useStore(messenger.settings);
  const { failure, run } = useCommand();
  return (
    <div className={styles["panePage"]}>
      <h1 className={styles["heading"]}>
        <FormattedMessage id="settings.title" />
      </h1>
      <Choice
        label={intl.formatMessage({ id: "settings.language" })}
        value={locale}
        options={{ "zh-CN": "中文", en: "English" }}
        onChange={(next) => changeLocale(next as Locale)}
      />
      <Choice
        label={intl.formatMessage({ id: "settings.theme" })}
        value={theme}
        options={{
          system: intl.formatMessage({ id: "theme.system" }),
          light: intl.formatMessage({ id: "theme.light" }),
          dark: intl.formatMessage({ id: "theme.dark" }),
        }}
        onChange={(next) => changeTheme(next as Theme)}
      />
      <Choice
        label={intl.formatMessage({ id: "settings.sendKey" })}
        value={sendKey}
        options={{ enter: "Enter", ctrlEnter: "Ctrl+Enter" }}
        onChange={(next) => messenger.changeSettings({ sendKey: next === "enter" ? "enter" : "ctrlEnter" })}
      />
      <Choice
        label={intl.formatMessage({ id: "settings.announcements" })}
        value={announcements}
        options={{ on: intl.formatMessage({ id: "settings.on" }), off: intl.formatMessage({ id: "settings.off" }) }}
        onChange={(next) => messenger.changeSettings({ announcements: next === "on" ? "on" : "off" })}
      />
      <NotificationSettings />
      <OwnProfile />
      <h2>
        <FormattedMessage id="sessions.title" />
      </h2>
      <Sessions load={api.identity.sessions} end={api.identity.endSession} />
      <AccessTokens />
      <OwnUploads />
      {signedIn.hasPassword && <ChangePassword />}
      <FailureText failure={failure} />
      <button type="button" className={controls["danger"]} onClick={() => void run(() => session.signOut())}>
        <FormattedMessage id="settings.signOut" />
      </button>
    </div>
  );
}

function ChangePassword() {
  const intl = useIntl();
  const { api } = useClient();
  const { busy, failure, run } = useCommand();
  const [currentPassword, setCurrent] = useState("");
  const [newPassword, setNew] = useState("");
  const [changed, setChanged] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChanged(false);
    void run(
      () => api.identity.changePassword({ currentPassword, newPassword }),
      () => {
        setChanged(true);
        setCurrent("");
        setNew("");
      },
    );
  };
  return (
    <form className={controls["stack"]} onSubmit={submit}>
      <h2>
        <FormattedMessage id="settings.password" />
      </h2>
      <Field
        label={intl.formatMessage({ id: "user.currentPassword" })}
        type="password"
        autoComplete="current-password"
        required
        value={currentPassword}
        onChange={(event) => setCurrent(event.target.value)}
      />
      <NewPassword value={newPassword} onChange={setNew} />
      <FailureText failure={failure} />
      {changed && (
        <p role="status">
          <FormattedMessage id="settings.passwordChanged" />
        </p>
      )}
      <div>
        <button type="submit" className={controls["button"]} disabled={busy}>
          <FormattedMessage id="save" />
        </button>
      </div>
    </form>
  );
}

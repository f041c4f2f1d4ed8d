import {
  Bell,
  FileText,
  Info,
  KeyRound,
  LogOut,
  MonitorSmartphone,
  Palette,
  PenLine,
  ShieldCheck,
  User,
} from "lucide-react";
import { FormattedMessage } from "react-intl";
import { useClient } from "../../client.ts";
import { SettingsWords } from "../../i18n/SettingsWords.tsx";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import { AccessTokens } from "./AccessTokens.tsx";
import { AboutPlace } from "./places/AboutPlace.tsx";
import { AppearancePlace } from "./places/AppearancePlace.tsx";
import { ComposingPlace } from "./places/ComposingPlace.tsx";
import { DevicesPlace } from "./places/DevicesPlace.tsx";
import { FilesPlace } from "./places/FilesPlace.tsx";
import { NotificationsPlace } from "./places/NotificationsPlace.tsx";
import styles from "./places/Places.module.css";
import { type PlaceGroup, Places } from "./places/Places.tsx";
import { ProfilePlace } from "./places/ProfilePlace.tsx";
import { SecurityPlace } from "./places/SecurityPlace.tsx";

const groups: readonly [PlaceGroup, ...PlaceGroup[]] = [
  {
    title: "settings.account",
    places: [
      { path: "/settings/profile", title: "settings.profile", icon: User, page: ProfilePlace },
      { path: "/settings/security", title: "settings.security", icon: ShieldCheck, page: SecurityPlace },
      { path: "/settings/devices", title: "settings.devices", icon: MonitorSmartphone, page: DevicesPlace },
      { path: "/settings/tokens", title: "tokens.title", icon: KeyRound, page: AccessTokens },
      { path: "/settings/files", title: "uploads.title", icon: FileText, page: FilesPlace },
    ],
  },
  {
    title: "settings.program",
    places: [
      { path: "/settings/appearance", title: "settings.appearance", icon: Palette, page: AppearancePlace },
      { path: "/settings/notifications", title: "settings.notifications", icon: Bell, page: NotificationsPlace },
      { path: "/settings/composing", title: "settings.composing", icon: PenLine, page: ComposingPlace },
      { path: "/settings/about", title: "settings.about", icon: Info, page: AboutPlace },
    ],
  },
];

/** What the user can set, each at an address of its own. */
export function SettingsPage() {
  return (
    <SettingsWords>
      <Places root="/settings" title="settings.title" groups={groups}>
        <SignOut />
      </Places>
    </SettingsWords>
  );
}

function SignOut() {
  const { session } = useClient();
  const { busy, failure, run } = useCommand();
  return (
    <div className={styles["footer"]}>
      <FailureText failure={failure} />
      <button
        type="button"
        className={controls["danger"]}
        disabled={busy}
        onClick={() => void run(() => session.signOut())}
      >
        <LogOut size={18} strokeWidth={1.75} aria-hidden="true" />
        <FormattedMessage id="settings.signOut" />
      </button>
    </div>
  );
}

import { FormattedMessage, useIntl } from "react-intl";
import { useContact, usePresence, useUser, useWatched } from "../../client.ts";
import { FailureText } from "../../ui/FailureText.tsx";
import { StatusText } from "../Presence/StatusText.tsx";
import styles from "./Directory.module.css";
import { LastSeen } from "./LastSeen.tsx";
import { PersonAvatar } from "./PersonAvatar.tsx";
import { ProfileFacts } from "./ProfileFacts.tsx";
import type { useProfile } from "./useProfile.ts";

interface PersonSummaryProps extends ReturnType<typeof useProfile> {
  readonly userId: string;
  /** Something else is shown from now on. */
  readonly onLeave: () => void;
}

/** Who somebody is, and how he is reached. */
export function PersonSummary({ userId, profile, failure, onLeave }: PersonSummaryProps) {
  const intl = useIntl();
  const user = useUser(userId);
  const presence = usePresence(userId);
  const { alias, blocked } = useContact(userId);
  useWatched([userId]);
  const isReadAloud = profile?.user.pinyin !== undefined && !intl.locale.startsWith("zh");
  return (
    <>
      <div className={styles["who"]}>
        <PersonAvatar userId={userId} presence={presence} large />
        <div className={styles["whoText"]}>
          {alias !== undefined && profile !== undefined && <bdi>{profile.user.displayName}</bdi>}
          {isReadAloud && (
            <span className={styles["quiet"]} lang="zh-Latn">
              {profile.user.pinyin}
            </span>
          )}
          {user?.title !== undefined && <bdi>{user.title}</bdi>}
          <span className={styles["quiet"]}>
            <LastSeen userId={userId} />
          </span>
          <StatusText userId={userId} whole />
          {user?.deactivated === true && (
            <span className={styles["quiet"]}>
              <FormattedMessage id="admin.deactivated" />
            </span>
          )}
          {blocked === true && (
            <span className={styles["blocked"]}>
              <FormattedMessage id="profile.isBlocked" />
            </span>
          )}
        </div>
      </div>
      <FailureText failure={failure} />
      {profile !== undefined && <ProfileFacts profile={profile} onClose={onLeave} />}
    </>
  );
}

import { useEffect, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useLocation } from "wouter";
import { useClient, useContact, useMessenger, usePresence, useUser, useWatched } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Profile } from "../../wire/index.ts";
import { StatusText } from "../Presence/StatusText.tsx";
import { ContactActions } from "./ContactActions.tsx";
import styles from "./Directory.module.css";
import { LastSeen } from "./LastSeen.tsx";
import { PersonAvatar } from "./PersonAvatar.tsx";
import { ProfileFacts } from "./ProfileFacts.tsx";

/** Who somebody is, how he is reached, and what one does with him. */
export function ProfileCard({ userId, onClose }: { readonly userId: string; readonly onClose: () => void }) {
  const intl = useIntl();
  const messenger = useMessenger();
  const [, navigate] = useLocation();
  const user = useUser(userId);
  const presence = usePresence(userId);
  const { alias, blocked } = useContact(userId);
  const { profile, failure } = useProfile(userId);
  useWatched([userId]);
  const name = user?.displayName ?? profile?.user.displayName ?? "…";
  const isReadAloud = profile?.user.pinyin !== undefined && !intl.locale.startsWith("zh");
  return (
    <Modal title={name} onClose={onClose}>
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
      {profile !== undefined && <ProfileFacts profile={profile} onClose={onClose} />}
      {userId === messenger.me ? (
        <div className={controls["actions"]}>
          <button type="button" className={controls["button"]} onClick={() => navigate("/settings")}>
            <FormattedMessage id="profile.edit" />
          </button>
        </div>
      ) : (
        <ContactActions key={userId} userId={userId} name={name} />
      )}
    </Modal>
  );
}

function useProfile(userId: string) {
  const { api } = useClient();
  const { directory } = useMessenger();
  const { failure, run } = useCommand();
  const [profile, setProfile] = useState<Profile>();
  useEffect(() => {
    let stale = false;
    setProfile(undefined);
    void run(
      () => api.directory.profile(userId),
      (got) => {
        if (stale) return;
        directory.put([got.user]);
        setProfile(got);
      },
    );
    return () => {
      stale = true;
    };
  }, [api, directory, run, userId]);
  return { profile, failure };
}

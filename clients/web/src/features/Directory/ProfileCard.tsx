import { FormattedMessage } from "react-intl";
import { useLocation } from "wouter";
import { useMessenger, useUser } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { Modal } from "../../ui/Modal.tsx";
import { ContactActions } from "./ContactActions.tsx";
import { PersonSummary } from "./PersonSummary.tsx";
import { useProfile } from "./useProfile.ts";

/** Who somebody is, how he is reached, and what one does with him. */
export function ProfileCard({ userId, onClose }: { readonly userId: string; readonly onClose: () => void }) {
  const messenger = useMessenger();
  const [, navigate] = useLocation();
  const { profile, failure } = useProfile(userId);
  const name = useUser(userId)?.displayName ?? profile?.user.displayName ?? "…";
  return (
    <Modal title={name} onClose={onClose}>
      <PersonSummary userId={userId} profile={profile} failure={failure} onLeave={onClose} />
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

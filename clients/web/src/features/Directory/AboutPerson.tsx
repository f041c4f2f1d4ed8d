import { FormattedMessage } from "react-intl";
import { useMessenger, useUser } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import styles from "./Directory.module.css";
import { PersonSummary } from "./PersonSummary.tsx";
import { useProfile } from "./useProfile.ts";

/** The colleague of a direct conversation, and the way to his card. */
export function AboutPerson({ userId }: { readonly userId: string }) {
  const { openProfile } = useMessenger();
  const { profile, failure } = useProfile(userId);
  const name = useUser(userId)?.displayName ?? "…";
  return (
    <>
      <h3 className={styles["aboutName"]} dir="auto">
        {name}
      </h3>
      {/* A way to somewhere else leaves what this is a part of. */}
      <PersonSummary userId={userId} profile={profile} failure={failure} onLeave={() => undefined} />
      <div>
        <button
          type="button"
          className={controls["button"]}
          aria-haspopup="dialog"
          onClick={() => openProfile.open(userId)}
        >
          <FormattedMessage id="profile.open" />
        </button>
      </div>
    </>
  );
}

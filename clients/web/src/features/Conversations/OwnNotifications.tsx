import { FormattedDate, FormattedMessage, useIntl } from "react-intl";
import { Choice } from "../../ui/Choice.tsx";
import controls from "../../ui/controls.module.css";
import type { ConversationPreferences, NotifyLevel } from "../../wire/index.ts";
import styles from "./Groups.module.css";
import { isMuted } from "./list.model.ts";
import { MUTE_CHOICES, muteUntil } from "./mute.model.ts";
import { levels, muteWords } from "./notifyWords.ts";
import { Part } from "./Part.tsx";
import type { PreferencesChange } from "./usePreferences.ts";

interface OwnNotificationsProps {
  readonly preferences: ConversationPreferences;
  readonly onChange: (change: PreferencesChange) => void;
}

/** What of a conversation notifies the user, and until when nothing does. */
export function OwnNotifications({ preferences, onChange }: OwnNotificationsProps) {
  const intl = useIntl();
  const { notify = "all", mutedUntil } = preferences;
  const isPaused = isMuted({ ...preferences, notify: "all" }, Date.now());
  return (
    <Part id="conversations.notify">
      <Choice
        label={intl.formatMessage({ id: "details.notify" })}
        value={notify}
        options={Object.fromEntries(levels.map(([level, words]) => [level, intl.formatMessage({ id: words })]))}
        onChange={(level) => onChange({ notify: level as NotifyLevel })}
      />
      {isPaused ? (
        <div className={styles["paused"]}>
          <p>
            <FormattedMessage
              id="details.mutedUntil"
              values={{ time: <FormattedDate value={mutedUntil} dateStyle="medium" timeStyle="short" /> }}
            />
          </p>
          <button type="button" className={controls["button"]} onClick={() => onChange({ mutedUntil: undefined })}>
            <FormattedMessage id="conversations.unmute" />
          </button>
        </div>
      ) : (
        <div className={styles["paused"]}>
          {MUTE_CHOICES.map((one) => (
            <button
              key={one}
              type="button"
              className={controls["button"]}
              onClick={() => onChange({ mutedUntil: muteUntil(one, new Date()).toISOString() })}
            >
              <FormattedMessage id={muteWords[one]} />
            </button>
          ))}
        </div>
      )}
    </Part>
  );
}

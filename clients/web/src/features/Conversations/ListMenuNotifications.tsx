import { DropdownMenu } from "radix-ui";
import { FormattedMessage } from "react-intl";
import type { MessageId } from "../../i18n/I18n.tsx";
import controls from "../../ui/controls.module.css";
import type { ConversationPreferences } from "../../wire/index.ts";
import { isMuted } from "./list.model.ts";
import { MUTE_CHOICES, muteUntil } from "./mute.model.ts";
import { levels, muteWords } from "./notifyWords.ts";
import type { PreferencesChange } from "./usePreferences.ts";

interface ListMenuNotificationsProps {
  readonly preferences: ConversationPreferences;
  readonly onChange: (change: PreferencesChange) => void;
}

/** What of a conversation notifies the user, as a part of its menu. */
export function ListMenuNotifications({ preferences, onChange }: ListMenuNotificationsProps) {
  const choice = (words: MessageId, action: () => void) => (
    <DropdownMenu.Item key={words} className={controls["item"]} onSelect={action}>
      <FormattedMessage id={words} />
    </DropdownMenu.Item>
  );
  const paused = isMuted({ ...preferences, notify: "all" }, Date.now());
  return (
    <>
      <DropdownMenu.RadioGroup value={preferences.notify ?? "all"}>
        {levels.map(([level, words]) => (
          <DropdownMenu.RadioItem
            key={level}
            className={controls["item"]}
            value={level}
            onSelect={() => onChange({ notify: level })}
          >
            <FormattedMessage id={words} />
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
      <DropdownMenu.Separator className={controls["separator"]} />
      {MUTE_CHOICES.map((one) =>
        choice(muteWords[one], () => onChange({ mutedUntil: muteUntil(one, new Date()).toISOString() })),
      )}
      {paused && choice("conversations.unmute", () => onChange({ mutedUntil: undefined }))}
    </>
  );
}

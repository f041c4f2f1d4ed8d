import { Megaphone, X } from "lucide-react";
import { useIntl } from "react-intl";
import { useStore } from "zustand";
import { useMessenger } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import type { Conversation } from "../../wire/index.ts";
import { isAnnounced } from "./group.model.ts";
import styles from "./Pane.module.css";

/** The announcement of a group, above its log until the user puts it away; the next one shows again. */
export function AnnouncementBanner({ conversation }: { readonly conversation: Conversation }) {
  const intl = useIntl();
  const messenger = useMessenger();
  const dismissed = useStore(messenger.settings, (state) => state.dismissed);
  const { id, announcement } = conversation;
  if (announcement === undefined || !isAnnounced(conversation, dismissed)) return null;
  return (
    <aside className={styles["announcement"]} aria-label={intl.formatMessage({ id: "group.announcement" })}>
      <Megaphone size={18} strokeWidth={1.75} aria-hidden="true" />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard */}
      <p className={styles["announced"]} dir="auto" tabIndex={0}>
        {announcement.text}
      </p>
      <button
        type="button"
        className={controls["icon"]}
        aria-label={intl.formatMessage({ id: "group.dismiss" })}
        title={intl.formatMessage({ id: "group.dismiss" })}
        onClick={() => messenger.changeSettings({ dismissed: { ...dismissed, [id]: announcement.at } })}
      >
        <X size={18} strokeWidth={1.75} />
      </button>
    </aside>
  );
}

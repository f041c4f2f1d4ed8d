import { BellOff, type LucideIcon, MoreHorizontal, Pin } from "lucide-react";
import { memo, useId } from "react";
import { useIntl } from "react-intl";
import { Link } from "wouter";
import { usePresence, useThing, useUser } from "../../client.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import type { ConversationHead } from "../../wire/index.ts";
import { StatusText } from "../Presence/StatusText.tsx";
import { ConversationAvatar } from "./ConversationAvatar.tsx";
import rows from "./Entry.module.css";
import { EntryPreview } from "./EntryPreview.tsx";
import styles from "./List.module.css";
import { isMuted, noPreferences, titleOf } from "./list.model.ts";
import { Unread } from "./Unread.tsx";
import { type MenuPlace, useMenuPlace } from "./useMenuPlace.ts";
import { WhenText } from "./WhenText.tsx";

interface EntryProps {
  readonly head: ConversationHead;
  readonly today: number;
  readonly isCurrent: boolean;
  readonly hasMenu: boolean;
  readonly onMenu: (place: MenuPlace) => void;
}

/** One conversation of the list. */
export const Entry = memo(function Entry({ head, today, isCurrent, hasMenu, onMenu }: EntryProps) {
  const intl = useIntl();
  const { id } = head.conversation;
  const titleId = useId();
  const peer = useUser(head.peerId);
  const presence = usePresence(head.peerId);
  const title = titleOf(head, peer?.displayName);
  const preferences = useThing("conversation", id)?.conversation ?? noPreferences;
  const muted = isMuted(preferences, Date.now());
  const ways = useMenuPlace(id, onMenu);
  return (
    <div className={styles["entryRow"]} data-id={id} data-menu={hasMenu || undefined} {...ways}>
      <Link href={`/c/${id}`} className={rows["entry"]} aria-current={isCurrent ? "page" : undefined}>
        <ConversationAvatar conversation={head.conversation} title={title} peerId={head.peerId} presence={presence} />
        <span className={rows["entryText"]}>
          <span className={rows["line"]}>
            <bdi id={titleId} className={rows["entryTitle"]}>
              {title}
            </bdi>
            {head.peerId !== undefined && <StatusText userId={head.peerId} brief />}
            {preferences.pinned === true && (
              <Mark icon={Pin} label={intl.formatMessage({ id: "conversations.pinned" })} />
            )}
            {muted && <Mark icon={BellOff} label={intl.formatMessage({ id: "conversations.muted" })} />}
            <WhenText at={head.activeAt} today={today} />
          </span>
          <span className={rows["line"]}>
            <EntryPreview head={head} isCurrent={isCurrent} />
            <Unread count={head.unread} isMarked={preferences.markedUnread === true} isMuted={muted} />
          </span>
        </span>
      </Link>
      <IconButton
        icon={MoreHorizontal}
        size={18}
        className={styles["entryMenu"]}
        label={intl.formatMessage({ id: "conversations.actions" })}
        aria-describedby={titleId}
        aria-haspopup="menu"
        aria-expanded={hasMenu}
        onClick={({ currentTarget }) => {
          const { left, bottom } = currentTarget.getBoundingClientRect();
          onMenu({ id, x: left, y: bottom, opener: currentTarget });
        }}
      />
    </div>
  );
});

function Mark({ icon: Icon, label }: { readonly icon: LucideIcon; readonly label: string }) {
  return (
    <span className={rows["mark"]} role="img" aria-label={label} title={label}>
      <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
    </span>
  );
}

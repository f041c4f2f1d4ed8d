import { FormattedMessage } from "react-intl";
import { usePresence } from "../../client.ts";
import type { MessageId } from "../../i18n/I18n.tsx";
import controls from "../../ui/controls.module.css";
import { MarkedText } from "../../ui/MarkedText.tsx";
import { Keys } from "../../ui/shortcuts/Keys.tsx";
import { ConversationAvatar } from "../Conversations/ConversationAvatar.tsx";
import { badge } from "../Conversations/list.model.ts";
import { PersonAvatar } from "../Directory/PersonAvatar.tsx";
import styles from "./Switcher.module.css";
import type { Entry } from "./switcher.model.ts";

interface SwitcherRowProps {
  readonly entry: Entry;
  readonly id: string;
  readonly active: boolean;
  readonly onPoint: () => void;
  readonly onTake: () => void;
}

/** One of what the switcher offers: picture, name, what is said of it, and what it is. */
export function SwitcherRow({ entry, id, active, onPoint, onTake }: SwitcherRowProps) {
  const unread = entry.kind === "command" ? 0 : (entry.head?.unread ?? 0);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus, and has the keys
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus, and has the keys
    <div
      role="option"
      id={id}
      aria-selected={active}
      className={styles["row"]}
      onPointerMove={() => active || onPoint()}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onTake}
    >
      <Picture entry={entry} />
      <span className={styles["words"]}>
        <bdi className={styles["name"]}>
          <MarkedText {...entry.title} />
        </bdi>
        <About entry={entry} />
      </span>
      {unread > 0 && (
        <span className={controls["badge"]}>
          <span aria-hidden="true">{badge(unread)}</span>
          <span className={controls["srOnly"]}>
            <FormattedMessage id="conversations.unread" values={{ count: unread }} />
          </span>
        </span>
      )}
      {entry.kind === "command" && entry.command.chord !== undefined && <Keys chord={entry.command.chord} />}
      {entry.kind !== "command" && (
        <span className={styles["kind"]}>
          <FormattedMessage id={kindOf(entry)} />
        </span>
      )}
    </div>
  );
}

function kindOf(entry: Exclude<Entry, { readonly kind: "command" }>): MessageId {
  if (entry.kind === "person") return "switcher.person";
  return entry.head.conversation.visibility === "public" ? "switcher.channel" : "switcher.group";
}

function Picture({ entry }: { readonly entry: Entry }) {
  const presence = usePresence(entry.kind === "person" ? entry.user.id : undefined);
  if (entry.kind === "person") return <PersonAvatar userId={entry.user.id} presence={presence} />;
  if (entry.kind === "group") {
    return <ConversationAvatar conversation={entry.head.conversation} title={entry.title.text} />;
  }
  const { icon: Icon } = entry.command;
  return (
    <span className={styles["icon"]}>
      <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
    </span>
  );
}

function About({ entry }: { readonly entry: Entry }) {
  if (entry.kind === "command") return null;
  return (
    <span className={styles["about"]} dir="auto">
      {entry.kind === "person" ? (
        <MarkedText {...entry.about} />
      ) : (
        <FormattedMessage id="group.members" values={{ count: entry.head.conversation.memberCount }} />
      )}
    </span>
  );
}

import { MoreHorizontal } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useMessenger, useThings } from "../../client.ts";
import { conversationItem, folderItem } from "../../core/personal/items.ts";
import type { MessageId } from "../../i18n/I18n.tsx";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { lazily } from "../../ui/lazily.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { ConversationHead, ConversationPreferences, Folder, NotifyLevel } from "../../wire/index.ts";
import styles from "./Conversations.module.css";
import { foldersOf, isMuted } from "./list.model.ts";

const ClearHistory = lazily(async () => (await import("./ClearHistory.tsx")).ClearHistory);

const HOUR = 3_600_000;

const levels: readonly (readonly [NotifyLevel, MessageId])[] = [
  ["all", "conversations.notifyAll"],
  ["mentions", "conversations.notifyMentions"],
  ["none", "conversations.notifyNone"],
];

interface ConversationMenuProps {
  readonly head: ConversationHead;
  readonly title: string;
  /** The element that shows the title. */
  readonly titleId: string;
  readonly preferences: ConversationPreferences;
  readonly onFolders: () => void;
}

/** What the user can do with a conversation for himself. */
export function ConversationMenu({ head, title, titleId, preferences, onFolders }: ConversationMenuProps) {
  const intl = useIntl();
  const messenger = useMessenger();
  const { run, failure } = useCommand();
  const [clearing, setClearing] = useState(false);
  const { id } = head.conversation;
  const change = (wanted: Parameters<typeof conversationItem>[2]) =>
    void run(() => messenger.personal.put(conversationItem(id, preferences, wanted)));
  const item = (words: MessageId, action: () => void) => (
    <DropdownMenu.Item className={controls["item"]} onSelect={action}>
      <FormattedMessage id={words} />
    </DropdownMenu.Item>
  );
  const unread = preferences.markedUnread === true || head.unread > 0;
  const toggleUnread = () => {
    if (head.unread > 0) void messenger.markRead(id, head.seq);
    if (preferences.markedUnread === true || !unread) change({ markedUnread: !unread });
  };
  return (
    <>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger
          className={`${controls["icon"]} ${styles["entryMenu"]}`}
          aria-label={intl.formatMessage({ id: "conversations.actions" })}
          aria-describedby={titleId}
        >
          <MoreHorizontal size={18} strokeWidth={1.75} />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={controls["menu"]} align="end" collisionPadding={8}>
            {item(preferences.pinned === true ? "conversations.unpin" : "conversations.pin", () =>
              change({ pinned: preferences.pinned !== true }),
            )}
            {item(preferences.favourite === true ? "conversations.unfavourite" : "conversations.favourite", () =>
              change({ favourite: preferences.favourite !== true }),
            )}
            {item(unread ? "conversations.markRead" : "conversations.markUnread", toggleUnread)}
            <Sub id="conversations.notify">
              <Notifications preferences={preferences} onChange={change} />
            </Sub>
            <Sub id="conversations.folders">
              <Folders
                conversationId={id}
                onChange={(key, folder) => void run(() => messenger.personal.put(folderItem(key, folder)))}
              />
              {item("folders.manage", onFolders)}
            </Sub>
            {item("conversations.hide", () => change({ hiddenUpTo: head.seq }))}
            <DropdownMenu.Separator className={controls["separator"]} />
            {item("conversations.clear", () => setClearing(true))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <FailureText failure={failure} />
      {clearing && <ClearHistory conversationId={id} title={title} onClose={() => setClearing(false)} />}
    </>
  );
}

function Sub({ id, children }: { readonly id: MessageId; readonly children: React.ReactNode }) {
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={controls["item"]}>
        <FormattedMessage id={id} />
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent className={controls["menu"]} collisionPadding={8}>
          {children}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  );
}

interface NotificationsProps {
  readonly preferences: ConversationPreferences;
  readonly onChange: (change: { readonly notify?: NotifyLevel; readonly mutedUntil?: string | undefined }) => void;
}

function Notifications({ preferences, onChange }: NotificationsProps) {
  const mute = (hours: number) => onChange({ mutedUntil: new Date(Date.now() + hours * HOUR).toISOString() });
  const choice = (words: MessageId, action: () => void) => (
    <DropdownMenu.Item className={controls["item"]} onSelect={action}>
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
      {choice("conversations.muteHour", () => mute(1))}
      {choice("conversations.muteHours", () => mute(8))}
      {paused && choice("conversations.unmute", () => onChange({ mutedUntil: undefined }))}
    </>
  );
}

interface FoldersProps {
  readonly conversationId: string;
  readonly onChange: (key: string, folder: Folder) => void;
}

function Folders({ conversationId, onChange }: FoldersProps) {
  const folders = foldersOf({ folder: useThings("folder") });
  return folders.map(({ key, name, position, conversationIds }) => {
    const inside = conversationIds.includes(conversationId);
    const rest = conversationIds.filter((held) => held !== conversationId);
    return (
      <DropdownMenu.CheckboxItem
        key={key}
        className={controls["item"]}
        checked={inside}
        onSelect={() =>
          onChange(key, {
            name,
            ...(position === undefined ? {} : { position }),
            conversationIds: inside ? rest : [...rest, conversationId],
          })
        }
      >
        <bdi>{name}</bdi>
      </DropdownMenu.CheckboxItem>
    );
  });
}

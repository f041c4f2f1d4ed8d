import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import { FormattedMessage } from "react-intl";
import { useHead, useMessenger, useThing, useThings, useUser } from "../../client.ts";
import { conversationItem, folderItem } from "../../core/personal/items.ts";
import type { MessageId } from "../../i18n/I18n.tsx";
import controls from "../../ui/controls.module.css";
import type { useCommand } from "../../ui/useCommand.ts";
import type { Folder } from "../../wire/index.ts";
import { ClearHistory } from "./ClearHistory.tsx";
import { ListMenuNotifications } from "./ListMenuNotifications.tsx";
import { foldersOf, noPreferences, titleOf } from "./list.model.ts";
import { MenuPart } from "./MenuPart.tsx";
import type { MenuPlace } from "./useMenuPlace.ts";
import { inFolder, type PreferencesChange } from "./usePreferences.ts";

interface ListMenuProps {
  readonly place: MenuPlace;
  readonly run: ReturnType<typeof useCommand>["run"];
  readonly onFolders: () => void;
  readonly onClose: () => void;
}

/** What the user can do with a conversation for himself. */
export function ListMenu({ place, run, onFolders, onClose }: ListMenuProps) {
  const { id, x, y, opener } = place;
  const messenger = useMessenger();
  const head = useHead(id);
  const peer = useUser(head?.peerId);
  const preferences = useThing("conversation", id)?.conversation ?? noPreferences;
  const [layer, setLayer] = useState<"menu" | "clear">("menu");
  if (head === undefined) return null;
  if (layer === "clear") {
    return <ClearHistory conversationId={id} title={titleOf(head, peer?.displayName)} onClose={onClose} />;
  }
  const change = (wanted: PreferencesChange) =>
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
    <DropdownMenu.Root open onOpenChange={(open) => !open && onClose()}>
      <DropdownMenu.Trigger asChild>
        <span aria-hidden="true" style={{ position: "fixed", insetBlockStart: y, left: x }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={controls["menu"]}
          align="start"
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            opener.focus();
          }}
        >
          {item(preferences.pinned === true ? "conversations.unpin" : "conversations.pin", () =>
            change({ pinned: preferences.pinned !== true }),
          )}
          {item(preferences.favourite === true ? "conversations.unfavourite" : "conversations.favourite", () =>
            change({ favourite: preferences.favourite !== true }),
          )}
          {item(unread ? "conversations.markRead" : "conversations.markUnread", toggleUnread)}
          <MenuPart id="conversations.notify">
            <ListMenuNotifications preferences={preferences} onChange={change} />
          </MenuPart>
          <MenuPart id="conversations.folders">
            <Folders
              conversationId={id}
              onChange={(key, folder) => void run(() => messenger.personal.put(folderItem(key, folder)))}
            />
            {item("folders.manage", onFolders)}
          </MenuPart>
          {item("conversations.hide", () => change({ hiddenUpTo: head.seq }))}
          <DropdownMenu.Separator className={controls["separator"]} />
          <DropdownMenu.Item
            className={controls["item"]}
            onSelect={(event) => {
              // A menu that closes says so, and then nothing would be left to ask.
              event.preventDefault();
              setLayer("clear");
            }}
          >
            <FormattedMessage id="conversations.clear" />
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface FoldersProps {
  readonly conversationId: string;
  readonly onChange: (key: string, folder: Folder) => void;
}

function Folders({ conversationId, onChange }: FoldersProps) {
  const folders = foldersOf({ folder: useThings("folder") });
  return folders.map(({ key, ...folder }) => (
    <DropdownMenu.CheckboxItem
      key={key}
      className={controls["item"]}
      checked={folder.conversationIds.includes(conversationId)}
      onSelect={() => onChange(key, inFolder(folder, conversationId))}
    >
      <bdi>{folder.name}</bdi>
    </DropdownMenu.CheckboxItem>
  ));
}

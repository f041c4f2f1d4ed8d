import { EyeOff, FolderCog, Trash2 } from "lucide-react";
import { useState } from "react";
import { FormattedMessage } from "react-intl";
import { useMessenger, useThing, useThings, useUser } from "../../client.ts";
import { folderItem } from "../../core/personal/items.ts";
import { Check } from "../../ui/Check.tsx";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { lazily } from "../../ui/lazily.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { ConversationHead } from "../../wire/index.ts";
import styles from "./Groups.module.css";
import { foldersOf, noPreferences, titleOf } from "./list.model.ts";
import { OwnNotifications } from "./OwnNotifications.tsx";
import { Part } from "./Part.tsx";
import { inFolder, usePreferences } from "./usePreferences.ts";

const ClearHistory = lazily(async () => (await import("./ClearHistory.tsx")).ClearHistory);
const FoldersDialog = lazily(async () => (await import("./FoldersDialog.tsx")).FoldersDialog);

/** What a conversation is to the user alone: how loud it is, where it stands in the list, and what he sees of it. */
export function OwnSettings({ head }: { readonly head: ConversationHead }) {
  const { personal } = useMessenger();
  const { id } = head.conversation;
  const peer = useUser(head.peerId);
  const preferences = useThing("conversation", id)?.conversation ?? noPreferences;
  const folders = foldersOf({ folder: useThings("folder") });
  const { change, failure } = usePreferences(id, preferences);
  const ofFolders = useCommand();
  const [dialog, setDialog] = useState<"clear" | "folders">();
  const icon = { size: 18, strokeWidth: 1.75, "aria-hidden": true } as const;
  return (
    <>
      <FailureText failure={failure ?? ofFolders.failure} />
      <OwnNotifications preferences={preferences} onChange={change} />
      <Part id="details.place">
        <Check checked={preferences.pinned === true} onChange={(pinned) => change({ pinned })}>
          <FormattedMessage id="conversations.pin" />
        </Check>
        <Check checked={preferences.favourite === true} onChange={(favourite) => change({ favourite })}>
          <FormattedMessage id="details.favourite" />
        </Check>
        {folders.map(({ key, ...folder }) => (
          <Check
            key={key}
            checked={folder.conversationIds.includes(id)}
            onChange={() => void ofFolders.run(() => personal.put(folderItem(key, inFolder(folder, id))))}
          >
            <FormattedMessage id="details.inFolder" values={{ name: <bdi>{folder.name}</bdi> }} />
          </Check>
        ))}
      </Part>
      <div className={styles["actions"]}>
        <button type="button" className={controls["button"]} onClick={() => setDialog("folders")}>
          <FolderCog {...icon} />
          <FormattedMessage id="folders.manage" />
        </button>
        <button type="button" className={controls["button"]} onClick={() => change({ hiddenUpTo: head.seq })}>
          <EyeOff {...icon} />
          <FormattedMessage id="conversations.hide" />
        </button>
        <button type="button" className={controls["danger"]} onClick={() => setDialog("clear")}>
          <Trash2 {...icon} />
          <FormattedMessage id="conversations.clear" />
        </button>
      </div>
      {dialog === "folders" && <FoldersDialog onClose={() => setDialog(undefined)} />}
      {dialog === "clear" && (
        <ClearHistory
          conversationId={id}
          title={titleOf(head, peer?.displayName)}
          onClose={() => setDialog(undefined)}
        />
      )}
    </>
  );
}

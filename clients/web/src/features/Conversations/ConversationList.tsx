import { Hash, MessageSquarePlus } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useStore } from "zustand";
import { useMessenger, useThings } from "../../client.ts";
import { FailureText } from "../../ui/FailureText.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { lazily } from "../../ui/lazily.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import { useListKeys } from "../Switcher/useListKeys.ts";
import { Entries } from "./Entries.tsx";
import styles from "./List.module.css";
import { ListEmpty } from "./ListEmpty.tsx";
import { ListFilter } from "./ListFilter.tsx";
import { ListGrip } from "./ListGrip.tsx";
import { byActivity, type Filter, inList } from "./list.model.ts";
import type { MenuPlace } from "./useMenuPlace.ts";

const ChannelsDialog = lazily(async () => (await import("./ChannelsDialog.tsx")).ChannelsDialog);
const FoldersDialog = lazily(async () => (await import("./FoldersDialog.tsx")).FoldersDialog);
const ListMenu = lazily(async () => (await import("./ListMenu.tsx")).ListMenu);
const NewConversation = lazily(async () => (await import("./NewConversation.tsx")).NewConversation);

export function ConversationList({ open }: { readonly open: string | undefined }) {
  const intl = useIntl();
  const messenger = useMessenger();
  const heads = useStore(messenger.conversations.store, (state) => state.heads);
  const [filter, setFilter] = useState<Filter>("all");
  const sorted = useMemo(() => byActivity(heads), [heads]);
  const conversation = useThings("conversation");
  const folder = useThings("folder");
  const shown = useMemo(
    () => inList(sorted, { conversation, folder }, filter, open),
    [sorted, conversation, folder, filter, open],
  );
  useListKeys(shown, open);
  const [dialog, setDialog] = useState<"channels" | "folders" | "new">();
  const [menu, setMenu] = useState<MenuPlace>();
  const { failure, run } = useCommand();
  const openFolders = useCallback(() => setDialog("folders"), []);
  const close = () => setDialog(undefined);

  return (
    <nav className={styles["list"]} aria-label={intl.formatMessage({ id: "conversations.title" })}>
      <header className={styles["listHead"]}>
        <h1>
          <FormattedMessage id="conversations.title" />
        </h1>
        <IconButton
          icon={Hash}
          label={intl.formatMessage({ id: "channels.title" })}
          onClick={() => setDialog("channels")}
        />
        <IconButton
          icon={MessageSquarePlus}
          label={intl.formatMessage({ id: "conversations.new" })}
          onClick={() => setDialog("new")}
        />
      </header>
      <ListFilter filter={filter} onChange={setFilter} onFolders={openFolders} />
      <FailureText failure={failure} />
      {shown.length > 0 ? (
        <Entries shown={shown} filter={JSON.stringify(filter)} open={open} menu={menu?.id} onMenu={setMenu} />
      ) : (
        <ListEmpty
          hasOthers={sorted.length > 0}
          onAll={() => setFilter("all")}
          onNew={() => setDialog("new")}
          onChannels={() => setDialog("channels")}
        />
      )}
      <ListGrip />
      {menu !== undefined && (
        <ListMenu key={menu.id} place={menu} run={run} onFolders={openFolders} onClose={() => setMenu(undefined)} />
      )}
      {dialog === "folders" && <FoldersDialog onClose={close} />}
      {dialog === "channels" && <ChannelsDialog onClose={close} />}
      {dialog === "new" && <NewConversation onClose={close} />}
    </nav>
  );
}

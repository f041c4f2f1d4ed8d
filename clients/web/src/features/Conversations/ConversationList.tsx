import { BellOff, Hash, type LucideIcon, MessageSquarePlus, Pin } from "lucide-react";
import { memo, useCallback, useEffect, useId, useMemo, useState } from "react";
import { FormattedDate, FormattedMessage, FormattedTime, useIntl } from "react-intl";
import { Link } from "wouter";
import { useStore } from "zustand";
import { useMessenger, usePresence, useThing, useThings, useUser } from "../../client.ts";
import { messageKey } from "../../core/personal/things.ts";
import controls from "../../ui/controls.module.css";
import { lazily } from "../../ui/lazily.tsx";
import type { ConversationHead, ConversationPreferences } from "../../wire/index.ts";
import { useWords } from "../Files/useWords.ts";
import { SystemText } from "../Messages/SystemText.tsx";
import { useDraftWords } from "../Messages/useDraftWords.ts";
import { StatusText } from "../Presence/StatusText.tsx";
import { useListKeys } from "../Switcher/useListKeys.ts";
import { ConversationAvatar } from "./ConversationAvatar.tsx";
import { ConversationMenu } from "./ConversationMenu.tsx";
import styles from "./Conversations.module.css";
import { ListFilter } from "./ListFilter.tsx";
import { badge, byActivity, type Filter, inList, isMuted, titleOf } from "./list.model.ts";

const ChannelsDialog = lazily(async () => (await import("./ChannelsDialog.tsx")).ChannelsDialog);
const FoldersDialog = lazily(async () => (await import("./FoldersDialog.tsx")).FoldersDialog);
const NewConversation = lazily(async () => (await import("./NewConversation.tsx")).NewConversation);

export function ConversationList({ open }: { readonly open: string | undefined }) {
  const intl = useIntl();
  const messenger = useMessenger();
  const heads = useStore(messenger.conversations.store, (state) => state.heads);
  const ready = useStore(messenger.conversations.store, (state) => state.ready);
  const [filter, setFilter] = useState<Filter>("all");
  const sorted = useMemo(() => byActivity(heads), [heads]);
  const conversation = useThings("conversation");
  const folder = useThings("folder");
  const shown = useMemo(
    () => inList(sorted, { conversation, folder }, filter, open),
    [sorted, conversation, folder, filter, open],
  );
  useListKeys(shown, open);
  const [finding, setFinding] = useState(false);
  const [creating, setCreating] = useState(false);
  const [folders, setFolders] = useState(false);
  const openFolders = useCallback(() => setFolders(true), []);
  const peers = sorted.flatMap((head) => head.peerId ?? []).join(",");
  useEffect(() => (peers === "" ? undefined : messenger.presence.show(peers.split(","))), [messenger, peers]);

  return (
    <nav className={styles["list"]} aria-label={intl.formatMessage({ id: "conversations.title" })}>
      <header className={styles["listHead"]}>
        <h1>
          <FormattedMessage id="conversations.title" />
        </h1>
        <button
          type="button"
          className={controls["icon"]}
          aria-label={intl.formatMessage({ id: "channels.title" })}
          title={intl.formatMessage({ id: "channels.title" })}
          onClick={() => setFinding(true)}
        >
          <Hash size={20} strokeWidth={1.75} />
        </button>
        <button
          type="button"
          className={controls["icon"]}
          aria-label={intl.formatMessage({ id: "conversations.new" })}
          title={intl.formatMessage({ id: "conversations.new" })}
          onClick={() => setCreating(true)}
        >
          <MessageSquarePlus size={20} strokeWidth={1.75} />
        </button>
      </header>
      <ListFilter filter={filter} onChange={setFilter} onFolders={openFolders} />
      <ul className={styles["entries"]}>
        {shown.map((head) => (
          <Entry
            key={head.conversation.id}
            head={head}
            current={head.conversation.id === open}
            onFolders={openFolders}
          />
        ))}
      </ul>
      {shown.length === 0 && (
        <p className={styles["nothing"]}>
          <FormattedMessage
            id={sorted.length > 0 ? "conversations.filterEmpty" : ready ? "conversations.empty" : "loading"}
          />
        </p>
      )}
      {folders && <FoldersDialog onClose={() => setFolders(false)} />}
      {finding && <ChannelsDialog onClose={() => setFinding(false)} />}
      {creating && <NewConversation onClose={() => setCreating(false)} />}
    </nav>
  );
}

const noPreferences: ConversationPreferences = {};

interface EntryProps {
  readonly head: ConversationHead;
  readonly current: boolean;
  readonly onFolders: () => void;
}

const Entry = memo(function Entry({ head, current, onFolders }: EntryProps) {
  const intl = useIntl();
  const { id } = head.conversation;
  const titleId = useId();
  const peer = useUser(head.peerId);
  const presence = usePresence(head.peerId);
  const draft = useDraftWords(id);
  const title = titleOf(head, peer?.displayName);
  const preferences = useThing("conversation", id)?.conversation ?? noPreferences;
  const muted = isMuted(preferences, Date.now());
  const active = new Date(head.activeAt);
  const today = active.toDateString() === new Date().toDateString();
  return (
    <li className={styles["entryRow"]}>
      <Link href={`/c/${id}`} className={styles["entry"]} aria-current={current ? "page" : undefined}>
        <ConversationAvatar conversation={head.conversation} title={title} peerId={head.peerId} presence={presence} />
        <span className={styles["entryText"]}>
          <span className={styles["line"]}>
            <bdi id={titleId} className={styles["entryTitle"]}>
              {title}
            </bdi>
            {head.peerId !== undefined && <StatusText userId={head.peerId} brief />}
            {preferences.pinned === true && (
              <Mark icon={Pin} label={intl.formatMessage({ id: "conversations.pinned" })} />
            )}
            {muted && <Mark icon={BellOff} label={intl.formatMessage({ id: "conversations.muted" })} />}
            <span className={styles["when"]}>
              {today ? (
                <FormattedTime value={active} hourCycle="h23" />
              ) : (
                <FormattedDate value={active} month="numeric" day="numeric" />
              )}
            </span>
          </span>
          <span className={styles["line"]}>
            <span className={styles["preview"]} dir="auto">
              {draft !== undefined && !current ? (
                <FormattedMessage id="conversations.draft" values={{ text: draft }} />
              ) : (
                <Preview head={head} />
              )}
            </span>
            {head.mentions > 0 && <span className={controls["badge"]}>@{badge(head.mentions)}</span>}
            {head.unread === 0 && preferences.markedUnread === true && (
              <span
                className={styles["markedUnread"]}
                role="img"
                aria-label={intl.formatMessage({ id: "conversations.markedUnread" })}
              />
            )}
            {head.unread > 0 && (
              <span
                className={controls["badge"]}
                data-muted={muted || undefined}
                role="img"
                aria-label={intl.formatMessage({ id: "conversations.unread" }, { count: head.unread })}
              >
                {badge(head.unread)}
              </span>
            )}
          </span>
        </span>
      </Link>
      <ConversationMenu head={head} title={title} titleId={titleId} preferences={preferences} onFolders={onFolders} />
    </li>
  );
});

function Mark({ icon: Icon, label }: { readonly icon: LucideIcon; readonly label: string }) {
  return (
    <span className={styles["mark"]} role="img" aria-label={label} title={label}>
      <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
    </span>
  );
}

function Preview({ head }: { readonly head: ConversationHead }) {
  const { me } = useMessenger();
  const last = head.lastMessage;
  const sender = useUser(last?.senderId);
  const text = useWords(last);
  const hidden = useThing("hidden", messageKey(head.conversation.id, last?.seq ?? 0)) !== undefined;
  if (last === undefined || hidden || last.seq < head.firstSeq) return null;
  if (last.kind === "system") return <SystemText message={last} />;
  if (last.recalled !== undefined) {
    return <FormattedMessage id="message.recalled" values={{ name: sender?.displayName ?? "…" }} />;
  }
  if (last.senderId === me) return <FormattedMessage id="conversations.own" values={{ text }} />;
  if (head.conversation.kind === "direct") return text;
  return <FormattedMessage id="conversations.from" values={{ sender: sender?.displayName ?? "…", text }} />;
}

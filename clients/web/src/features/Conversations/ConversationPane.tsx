import { ArrowLeft, FolderOpen, Info, Search, UserPlus } from "lucide-react";
import { useEffect, useState } from "react";
import { FormattedList, FormattedMessage, useIntl } from "react-intl";
import { Link } from "wouter";
import { useStore } from "zustand";
import { useShallow } from "zustand/shallow";
import { useHead, useMe, usePresence, useSession, useStatus, useUser, useUsers } from "../../client.ts";
import { conversationItem, preferencesOf } from "../../core/personal/items.ts";
import { presenceWords } from "../../ui/Avatar.tsx";
import controls from "../../ui/controls.module.css";
import { failureText } from "../../ui/failure.ts";
import { lazily } from "../../ui/lazily.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { ConversationHead } from "../../wire/index.ts";
import { DropArea } from "../Files/DropArea.tsx";
import { Composer } from "../Messages/Composer.tsx";
import { MessageLog } from "../Messages/MessageLog.tsx";
import { RetryAll } from "../Messages/RetryAll.tsx";
import { SelectionBar } from "../Messages/SelectionBar.tsx";
import { ConnectionBar } from "../Presence/ConnectionBar.tsx";
import { StatusText } from "../Presence/StatusText.tsx";
import { addressOf } from "../Search/search.model.ts";
import { AnnouncementBanner } from "./AnnouncementBanner.tsx";
import { ConversationAvatar } from "./ConversationAvatar.tsx";
import styles from "./Conversations.module.css";
import { badge, titleOf } from "./list.model.ts";
import { useClosed } from "./useClosed.ts";

const JoinRequestsDialog = lazily(async () => (await import("./JoinRequestsDialog.tsx")).JoinRequestsDialog);
const FilesDialog = lazily(async () => (await import("../Files/FilesDialog.tsx")).FilesDialog);
const GroupDetails = lazily(async () => (await import("./GroupDetails.tsx")).GroupDetails);

/** One conversation: header, log, composer. Mounted anew for each conversation. */
export function ConversationPane({ conversationId }: { readonly conversationId: string }) {
  const intl = useIntl();
  const { messenger } = useMe();
  const session = useSession();
  const head = useHead(conversationId);
  const ready = useStore(messenger.conversations.store, (state) => state.ready);
  const selecting = useStore(messenger.selecting.store, (state) => state.conversationId === conversationId);
  const [details, setDetails] = useState(false);
  const { run } = useCommand();
  const closed = useClosed(conversationId);
  const small = head !== undefined && head.conversation.memberCount <= messenger.receiptMembers;

  useEffect(() => {
    messenger.presence.open(conversationId);
    return () => messenger.presence.open(undefined);
  }, [messenger, conversationId]);
  useEffect(() => () => messenger.selecting.end(), [messenger]);
  useEffect(() => {
    const held = preferencesOf(messenger.personal.store.getState().things, conversationId);
    if (held.markedUnread !== true) return;
    void messenger.personal.put(conversationItem(conversationId, held, { markedUnread: false }));
  }, [messenger, conversationId]);
  useEffect(() => {
    if (small) void run(() => messenger.groups.loadMembers(conversationId));
  }, [messenger, conversationId, small, run]);

  if (head === undefined && ready && session.state === "signedIn") {
    return (
      <div className={styles["pane"]}>
        <div className={styles["notice"]}>
          <p>
            <FormattedMessage id="conversation.gone" />
          </p>
          <Link className={controls["button"]} href="/">
            <FormattedMessage id="back" />
          </Link>
        </div>
      </div>
    );
  }
  return (
    <div className={details ? `${styles["pane"]} ${styles["withDetails"]}` : styles["pane"]}>
      <DropArea conversationId={conversationId} className={styles["main"]} open={!selecting && closed === undefined}>
        <Header conversationId={conversationId} onDetails={() => setDetails(!details)} />
        <div>
          <ConnectionBar />
          {head !== undefined && <AnnouncementBanner conversation={head.conversation} />}
        </div>
        {/* Where a log opens depends on its head; what is on its way shows before that is known. */}
        <MessageLog key={head === undefined ? "unknown" : "known"} conversationId={conversationId} />
        <div>
          <RetryAll conversationId={conversationId} />
          {selecting && <SelectionBar conversationId={conversationId} />}
          {/* What is being typed stays while messages are selected. */}
          <section
            data-region="composer"
            aria-label={intl.formatMessage({ id: "composer.label" })}
            hidden={selecting || closed !== undefined}
          >
            <Composer place={{ conversationId }} />
          </section>
          {closed !== undefined && !selecting && (
            <p className={styles["closed"]}>
              <FormattedMessage id={failureText[closed]} />
            </p>
          )}
        </div>
      </DropArea>
      {details && head?.conversation.kind === "group" && <GroupDetails head={head} onClose={() => setDetails(false)} />}
    </div>
  );
}

function Header({ conversationId, onDetails }: { readonly conversationId: string; readonly onDetails: () => void }) {
  const intl = useIntl();
  const head = useHead(conversationId);
  const peer = useUser(head?.peerId);
  const title = head === undefined ? "" : titleOf(head, peer?.displayName);
  useEffect(() => {
    document.title = title === "" ? "Messenger" : `${title} · Messenger`;
  }, [title]);
  return (
    <header className={styles["paneHead"]}>
      <Link
        className={`${controls["icon"]} ${styles["back"]}`}
        href="/"
        aria-label={intl.formatMessage({ id: "back" })}
      >
        <ArrowLeft size={20} strokeWidth={1.75} />
      </Link>
      {head !== undefined && <ConversationAvatar conversation={head.conversation} title={title} peerId={head.peerId} />}
      <div className={styles["entryText"]}>
        <h1 className={styles["paneTitle"]} dir="auto">
          {title}
        </h1>
        <p className={styles["subtitle"]}>
          <Subtitle conversationId={conversationId} />
        </p>
      </div>
      {head?.conversation.kind === "group" && <JoinRequests head={head} />}
      <Link
        className={controls["icon"]}
        href={addressOf({ conversationId })}
        aria-label={intl.formatMessage({ id: "search.here" })}
        title={intl.formatMessage({ id: "search.here" })}
      >
        <Search size={20} strokeWidth={1.75} />
      </Link>
      {head !== undefined && <FilesButton conversationId={conversationId} />}
      {head?.peerId !== undefined && <ProfileButton userId={head.peerId} />}
      {head?.conversation.kind === "group" && (
        <button
          type="button"
          className={controls["icon"]}
          aria-label={intl.formatMessage({ id: "group.details" })}
          title={intl.formatMessage({ id: "group.details" })}
          onClick={onDetails}
        >
          <Info size={20} strokeWidth={1.75} />
        </button>
      )}
    </header>
  );
}

function FilesButton({ conversationId }: { readonly conversationId: string }) {
  const intl = useIntl();
  const [open, setOpen] = useState(false);
  const label = intl.formatMessage({ id: "files.title" });
  return (
    <>
      <button
        type="button"
        className={controls["icon"]}
        aria-label={label}
        title={label}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <FolderOpen size={20} strokeWidth={1.75} />
      </button>
      {open && <FilesDialog conversationId={conversationId} onClose={() => setOpen(false)} />}
    </>
  );
}

function ProfileButton({ userId }: { readonly userId: string }) {
  const intl = useIntl();
  const { openProfile } = useMe().messenger;
  const label = intl.formatMessage({ id: "profile.open" });
  return (
    <button
      type="button"
      className={controls["icon"]}
      aria-label={label}
      title={label}
      aria-haspopup="dialog"
      onClick={() => openProfile.open(userId)}
    >
      <Info size={20} strokeWidth={1.75} />
    </button>
  );
}

/** How many ask to join; a press leads to them. Its dialog stays when the last one is answered. */
function JoinRequests({ head }: { readonly head: ConversationHead }) {
  const intl = useIntl();
  const [open, setOpen] = useState(false);
  const { conversation, joinRequests } = head;
  const label = intl.formatMessage({ id: "requests.count" }, { count: joinRequests });
  return (
    <>
      {joinRequests > 0 && (
        <button
          type="button"
          className={styles["requests"]}
          aria-label={label}
          title={label}
          onClick={() => setOpen(true)}
        >
          <UserPlus size={20} strokeWidth={1.75} />
          <span className={controls["badge"]} aria-hidden="true">
            {badge(joinRequests)}
          </span>
        </button>
      )}
      {open && (
        <JoinRequestsDialog conversationId={conversation.id} count={joinRequests} onClose={() => setOpen(false)} />
      )}
    </>
  );
}

function Subtitle({ conversationId }: { readonly conversationId: string }) {
  const { messenger } = useMe();
  const head = useHead(conversationId);
  const presence = usePresence(head?.peerId);
  const status = useStatus(head?.peerId);
  const typing = useStore(
    messenger.presence.store,
    useShallow((state) => [...(state.typing.get(conversationId) ?? [])].filter((id) => id !== messenger.me)),
  );
  const names = useUsers(typing).map((user) => user?.displayName ?? "…");
  if (names.length > 0) {
    return (
      <span role="status">
        <FormattedMessage
          id="presence.typing"
          values={{ names: <FormattedList value={names} />, count: names.length }}
        />
      </span>
    );
  }
  if (head === undefined) return null;
  if (head.conversation.kind === "group") {
    return <FormattedMessage id="group.members" values={{ count: head.conversation.memberCount }} />;
  }
  if (presence === undefined) return null;
  return (
    <>
      <FormattedMessage id={presenceWords[presence]} />
      {head.peerId !== undefined && status !== undefined && (
        <>
          {" · "}
          <StatusText userId={head.peerId} whole />
        </>
      )}
    </>
  );
}

import { useEffect, useState } from "react";
import { useIntl } from "react-intl";
import { useStore } from "zustand";
import { useHead, useMessenger, useSession, useThing } from "../../client.ts";
import { conversationItem } from "../../core/personal/items.ts";
import { lazily } from "../../ui/lazily.tsx";
import { useShortcut } from "../../ui/shortcuts/useShortcut.ts";
import { useCommand } from "../../ui/useCommand.ts";
import { DropArea } from "../Files/DropArea.tsx";
import { Composer } from "../Messages/Composer.tsx";
import { MessageLog } from "../Messages/MessageLog.tsx";
import { RetryAll } from "../Messages/RetryAll.tsx";
import { SelectionBar } from "../Messages/SelectionBar.tsx";
import { ConnectionBar } from "../Presence/ConnectionBar.tsx";
import { FIND_HERE } from "../Search/findHere.ts";
import { AnnouncementBanner } from "./AnnouncementBanner.tsx";
import { ClosedNotice } from "./ClosedNotice.tsx";
import { ConversationGone } from "./ConversationGone.tsx";
import styles from "./Pane.module.css";
import { PaneHeader } from "./PaneHeader.tsx";
import { PinnedBar } from "./PinnedBar.tsx";
import { useClosed } from "./useClosed.ts";
import { usePanel } from "./usePanel.ts";

const DetailsPanel = lazily(async () => (await import("./DetailsPanel.tsx")).DetailsPanel);

/** One conversation: header, log, composer, and the details beside it. Mounted anew for each conversation. */
export function ConversationPane({ conversationId }: { readonly conversationId: string }) {
  const intl = useIntl();
  const messenger = useMessenger();
  const session = useSession();
  const head = useHead(conversationId);
  const ready = useStore(messenger.conversations.store, (state) => state.ready);
  const selecting = useStore(messenger.selecting.store, (state) => state.conversationId === conversationId);
  const panel = usePanel();
  const closed = useClosed(conversationId);
  const title = useLastTitle(conversationId);
  useShortcut("find", () => {
    // From the field that the key leads to, it is the browser's.
    if (head === undefined || document.activeElement?.id === FIND_HERE) return false;
    panel.find();
    return true;
  });
  useOpening(conversationId);

  if (head === undefined && ready && session.state === "signedIn") return <ConversationGone title={title} />;
  const isBeside = panel.place === "column" && panel.tab !== undefined;
  return (
    <div className={isBeside ? `${styles["pane"]} ${styles["withDetails"]}` : styles["pane"]}>
      <DropArea conversationId={conversationId} className={styles["main"]} open={!selecting && closed === undefined}>
        <PaneHeader conversationId={conversationId} panel={panel} />
        <div>
          <ConnectionBar />
          {head !== undefined && <AnnouncementBanner conversation={head.conversation} />}
          {head !== undefined && <PinnedBar conversationId={conversationId} onAll={() => panel.open("pins")} />}
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
            <ClosedNotice conversationId={conversationId} reason={closed} onMembers={() => panel.open("members")} />
          )}
        </div>
      </DropArea>
      {head !== undefined && panel.tab !== undefined && <DetailsPanel head={head} panel={panel} tab={panel.tab} />}
    </div>
  );
}

/** What has to happen because a conversation is on the screen. */
function useOpening(conversationId: string): void {
  const messenger = useMessenger();
  const { run } = useCommand();
  const members = useHead(conversationId)?.conversation.memberCount;
  const isSmall = members !== undefined && members <= messenger.receiptMembers;
  useEffect(() => {
    messenger.presence.open(conversationId);
    return () => messenger.presence.open(undefined);
  }, [messenger, conversationId]);
  useEffect(() => () => messenger.selecting.end(), [messenger]);
  // Opening it takes the mark away, also one that this device hears of later; not one that is made while it is open.
  const kept = useThing("conversation", conversationId);
  const [opened] = useState(() => ({ kept, at: Date.now() }));
  useEffect(() => {
    if (kept?.conversation?.markedUnread !== true) return;
    const isOlder = kept.changedAt !== undefined && Date.parse(kept.changedAt) <= opened.at;
    if (kept !== opened.kept && !isOlder) return;
    void messenger.personal.put(conversationItem(conversationId, kept.conversation, { markedUnread: false }));
  }, [messenger, conversationId, kept, opened]);
  useEffect(() => {
    if (isSmall) void run(() => messenger.groups.loadMembers(conversationId));
  }, [messenger, conversationId, isSmall, run]);
}

/** The title of a group, also when the user does not have it any more. */
function useLastTitle(conversationId: string): string | undefined {
  const title = useHead(conversationId)?.conversation.title;
  const [last, setLast] = useState(title);
  if (title !== undefined && title !== last) setLast(title);
  return last;
}

import { ArrowLeft, PanelRight, Pin, Search } from "lucide-react";
import { useEffect } from "react";
import { useIntl } from "react-intl";
import { Link } from "wouter";
import { useStore } from "zustand";
import { useHead, useMessenger, useUser } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import { IconButton } from "../../ui/IconButton.tsx";
import { useLate } from "../../ui/useLate.ts";
import { ConversationAvatar } from "./ConversationAvatar.tsx";
import rows from "./Entry.module.css";
import { JoinRequests } from "./JoinRequests.tsx";
import { titleOf } from "./list.model.ts";
import styles from "./Pane.module.css";
import { PaneSubtitle } from "./PaneSubtitle.tsx";
import { detailsWords, type Panel } from "./usePanel.ts";

/** Titles that come sooner are not announced by a grey bar, in milliseconds. */
const BARE_AFTER = 150;

interface PaneHeaderProps {
  readonly conversationId: string;
  readonly panel: Panel;
}

/** What the open conversation is called, who is there, and the ways to what belongs to it. */
export function PaneHeader({ conversationId, panel }: PaneHeaderProps) {
  const intl = useIntl();
  const { pins } = useMessenger();
  const head = useHead(conversationId);
  const peer = useUser(head?.peerId);
  const hasPins = useStore(pins.store, (held) => (held.get(conversationId)?.length ?? 0) > 0);
  const bare = useLate(head === undefined, BARE_AFTER);
  const title = head === undefined ? "" : titleOf(head, peer?.displayName);
  const details = intl.formatMessage({ id: detailsWords(head?.conversation.kind) });
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
        <ArrowLeft size={20} strokeWidth={1.75} aria-hidden="true" />
      </Link>
      {head !== undefined && <ConversationAvatar conversation={head.conversation} title={title} peerId={head.peerId} />}
      <div className={rows["entryText"]}>
        <h1 className={styles["paneTitle"]} dir="auto" data-bare={bare || undefined}>
          {head !== undefined && (
            <button type="button" title={details} aria-expanded={panel.tab !== undefined} onClick={() => panel.open()}>
              {title}
            </button>
          )}
        </h1>
        <p className={rows["subtitle"]}>
          <PaneSubtitle conversationId={conversationId} />
        </p>
      </div>
      {head?.conversation.kind === "group" && <JoinRequests head={head} />}
      {head !== undefined && (
        <>
          <IconButton icon={Search} label={intl.formatMessage({ id: "search.here" })} onClick={panel.find} />
          {hasPins && (
            <IconButton
              icon={Pin}
              label={intl.formatMessage({ id: "pins.title" })}
              onClick={() => panel.open("pins")}
            />
          )}
          <IconButton
            icon={PanelRight}
            label={details}
            aria-expanded={panel.tab !== undefined}
            onClick={() => (panel.tab === undefined ? panel.open() : panel.close())}
          />
        </>
      )}
    </header>
  );
}

import { MessageSquarePlus } from "lucide-react";
import { memo, useEffect, useMemo, useState } from "react";
import { FormattedDate, FormattedMessage, FormattedTime, useIntl } from "react-intl";
import { Link } from "wouter";
import { useStore } from "zustand";
import { useMessenger, usePresence, useUser } from "../../client.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import controls from "../../ui/controls.module.css";
import { oneLine } from "../../ui/oneLine.ts";
import type { ConversationHead } from "../../wire/index.ts";
import { usePlainText } from "../Messages/Mention.tsx";
import { SystemText } from "../Messages/SystemText.tsx";
import styles from "./Conversations.module.css";
import { badge, byActivity, titleOf } from "./list.model.ts";
import { NewConversation } from "./NewConversation.tsx";

export function ConversationList({ open }: { readonly open: string | undefined }) {
  const intl = useIntl();
  const messenger = useMessenger();
  const heads = useStore(messenger.conversations.store, (state) => state.heads);
  const ready = useStore(messenger.conversations.store, (state) => state.ready);
  const sorted = useMemo(() => byActivity(heads), [heads]);
  const [creating, setCreating] = useState(false);
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
          aria-label={intl.formatMessage({ id: "conversations.new" })}
          title={intl.formatMessage({ id: "conversations.new" })}
          onClick={() => setCreating(true)}
        >
          <MessageSquarePlus size={20} strokeWidth={1.75} />
        </button>
      </header>
      <ul className={styles["entries"]}>
        {sorted.map((head) => (
          <Entry key={head.conversation.id} head={head} current={head.conversation.id === open} />
        ))}
      </ul>
      {sorted.length === 0 && (
        <p className={styles["nothing"]}>
          <FormattedMessage id={ready ? "conversations.empty" : "loading"} />
        </p>
      )}
      {creating && <NewConversation onClose={() => setCreating(false)} />}
    </nav>
  );
}

const Entry = memo(function Entry({ head, current }: { readonly head: ConversationHead; readonly current: boolean }) {
  const intl = useIntl();
  const messenger = useMessenger();
  const { id } = head.conversation;
  const peer = useUser(head.peerId);
  const presence = usePresence(head.peerId);
  const draft = useStore(messenger.drafts.store, (state) => state.drafts.get(id));
  const title = titleOf(head, peer?.displayName);
  const active = new Date(head.activeAt);
  const today = active.toDateString() === new Date().toDateString();
  return (
    <li>
      <Link href={`/c/${id}`} className={styles["entry"]} aria-current={current ? "page" : undefined}>
        <Avatar id={head.peerId ?? id} name={title} presence={presence} />
        <span className={styles["entryText"]}>
          <span className={styles["line"]}>
            <bdi className={styles["entryTitle"]}>{title}</bdi>
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
                <FormattedMessage id="conversations.draft" values={{ text: oneLine(draft) }} />
              ) : (
                <Preview head={head} />
              )}
            </span>
            {head.mentions > 0 && <span className={controls["badge"]}>@{badge(head.mentions)}</span>}
            {head.unread > 0 && (
              <span
                className={controls["badge"]}
                role="img"
                aria-label={intl.formatMessage({ id: "conversations.unread" }, { count: head.unread })}
              >
                {badge(head.unread)}
              </span>
            )}
          </span>
        </span>
      </Link>
    </li>
  );
});

function Preview({ head }: { readonly head: ConversationHead }) {
  const { me } = useMessenger();
  const last = head.lastMessage;
  const sender = useUser(last?.senderId);
  const text = oneLine(usePlainText(last?.text ?? ""));
  if (last === undefined) return null;
  if (last.kind === "system") return <SystemText message={last} />;
  if (last.recalled !== undefined) {
    return <FormattedMessage id="message.recalled" values={{ name: sender?.displayName ?? "…" }} />;
  }
  if (last.senderId === me) return <FormattedMessage id="conversations.own" values={{ text }} />;
  if (head.conversation.kind === "direct") return text;
  return <FormattedMessage id="conversations.from" values={{ sender: sender?.displayName ?? "…", text }} />;
}

import { useCallback, useEffect, useState } from "react";
import { FormattedDate, FormattedMessage, useIntl } from "react-intl";
import { useStore } from "zustand";
import { useMessenger, useThing, useThings, useUser } from "../../client.ts";
import { messageKey } from "../../core/personal/things.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { FollowedThread } from "../../wire/index.ts";
import { badge } from "../Conversations/list.model.ts";
import { useWords } from "../Files/useWords.ts";
import { unreadIn } from "../Messages/thread.model.ts";
import { ConversationTitle } from "./MessageEntry.tsx";
import styles from "./Personal.module.css";

/** What may have changed the list is given this long to be followed by more, in milliseconds. */
const AGAIN_AFTER = 700;

/** The threads that the user follows, the one with the latest reply first. */
export function ThreadsPage() {
  const messenger = useMessenger();
  const { busy, failure, run } = useCommand();
  const [threads, setThreads] = useState<readonly FollowedThread[]>();
  const [next, setNext] = useState<string>();
  const load = useCallback(
    (after?: string) =>
      run(
        () => messenger.verbs.threads(after),
        (page) => {
          setThreads((held) => (after === undefined ? page.threads : [...(held ?? []), ...page.threads]));
          setNext(page.next);
        },
      ),
    [messenger, run],
  );
  const connected = useStore(messenger.connection.store, ({ status }) => status === "connected");
  useEffect(() => {
    if (connected) void load();
  }, [load, connected]);

  const followed = useThings("thread");
  const versions = useStore(messenger.conversations.store, ({ heads }) =>
    [...new Set(threads?.map(({ root }) => root.conversationId))].map((id) => heads.get(id)?.version).join(),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of either is a reason to look again
  useEffect(() => {
    if (threads === undefined) return;
    const timer = setTimeout(() => void load(), AGAIN_AFTER);
    return () => clearTimeout(timer);
  }, [followed, versions]);
  return (
    <div className={styles["page"]}>
      <h1 className={styles["heading"]}>
        <FormattedMessage id="threads.title" />
      </h1>
      <FailureText failure={failure} />
      {failure !== undefined && (
        <button type="button" className={controls["button"]} disabled={busy} onClick={() => void load()}>
          <FormattedMessage id="tryAgain" />
        </button>
      )}
      {threads === undefined && failure === undefined && (
        <p className={styles["none"]}>
          <FormattedMessage id="loading" />
        </p>
      )}
      {threads?.length === 0 && (
        <p className={styles["none"]}>
          <FormattedMessage id="threads.none" />
        </p>
      )}
      <ul className={styles["entries"]}>
        {threads?.map((thread) => (
          <li key={messageKey(thread.root.conversationId, thread.root.seq)}>
            <Entry thread={thread} />
          </li>
        ))}
      </ul>
      {next !== undefined && (
        <button type="button" className={controls["button"]} disabled={busy} onClick={() => void load(next)}>
          <FormattedMessage id="own.more" />
        </button>
      )}
    </div>
  );
}

function Entry({ thread }: { readonly thread: FollowedThread }) {
  const intl = useIntl();
  const { openThread } = useMessenger();
  const { conversationId, seq, senderId, text, thread: summary } = thread.root;
  const unread = unreadIn(thread, useThing("thread", messageKey(conversationId, seq))?.thread);
  const sender = useUser(senderId);
  const words = useWords(thread.root);
  return (
    <button
      type="button"
      className={`${styles["entry"]} ${styles["thread"]}`}
      onClick={() => openThread.open(conversationId, seq)}
    >
      <span className={styles["message"]}>
        <ConversationTitle conversationId={conversationId} />
        <span dir="auto">
          {text === undefined ? (
            <FormattedMessage id="message.recalledQuote" />
          ) : (
            <FormattedMessage id="conversations.from" values={{ sender: sender?.displayName ?? "…", text: words }} />
          )}
        </span>
        <span className={styles["when"]}>
          <FormattedMessage id="message.openThread" values={{ count: summary?.replies ?? 0 }} />
          {" · "}
          <FormattedDate value={thread.repliedAt} dateStyle="medium" timeStyle="short" />
        </span>
      </span>
      {unread > 0 && (
        <span
          className={controls["badge"]}
          role="img"
          aria-label={intl.formatMessage({ id: "threads.unread" }, { count: unread })}
        >
          {badge(unread)}
        </span>
      )}
    </button>
  );
}

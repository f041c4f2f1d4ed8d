import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { Link } from "wouter";
import { useStore } from "zustand";
import { useMe, useThings } from "../../client.ts";
import { messageKey } from "../../core/personal/things.ts";
import { Check } from "../../ui/Check.tsx";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { failureText } from "../../ui/failure.ts";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Message } from "../../wire/index.ts";
import { ActingArea } from "./ActingArea.tsx";
import { Composer } from "./Composer.tsx";
import { MessageRow } from "./MessageRow.tsx";
import { PendingRow } from "./PendingRow.tsx";
import styles from "./Thread.module.css";
import { threadRows } from "./thread.model.ts";
import { useThreadFollow } from "./useThreadFollow.ts";
import { permalink } from "./view.model.ts";

interface ThreadDialogProps {
  readonly conversationId: string;
  readonly threadSeq: number;
  /** The reply that one looks for. */
  readonly replySeq?: number;
  readonly onClose: () => void;
}

/** One thread: its first message, the replies, and a field to reply in. What is fetched is merged with what the log holds and goes on taking. */
export function ThreadDialog({ conversationId, threadSeq, replySeq, onClose }: ThreadDialogProps) {
  const intl = useIntl();
  const { messenger } = useMe();
  const log = useStore(messenger.conversations.store, (state) => state.logs.get(conversationId));
  const outbox = useStore(messenger.outbox.store, (state) => state.rows);
  const [fetched, setFetched] = useState<readonly Message[]>([]);
  const [more, setMore] = useState(false);
  const [alsoInMain, setAlsoInMain] = useState(false);
  const { run, failure } = useCommand();

  const load = (before?: number) =>
    run(
      () => messenger.verbs.thread(conversationId, threadSeq, before),
      (page) => {
        setFetched((held) => [...page.messages, page.root, ...held]);
        setMore(page.hasBefore);
      },
    );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest page is read once for each thread
  useEffect(() => {
    void load();
  }, [conversationId, threadSeq]);

  // What is said from now on comes by the log, also where nobody has opened the conversation.
  useEffect(() => void messenger.history.open(conversationId), [messenger, conversationId]);

  const hidden = useThings("hidden");
  const rows = useMemo(
    () =>
      threadRows(threadSeq, fetched, log?.runs ?? []).filter(
        (row) => hidden?.has(messageKey(conversationId, row.seq)) !== true,
      ),
    [conversationId, threadSeq, fetched, log, hidden],
  );
  const find = useCallback((seq: number) => rows.find((row) => row.seq === seq), [rows]);
  const held = new Set(rows.map((row) => row.clientMessageId));
  const pending = outbox.filter(
    (row) => row.conversationId === conversationId && row.threadSeq === threadSeq && !held.has(row.clientMessageId),
  );
  const oldest = rows.find((row) => row.seq !== threadSeq)?.seq;
  const isMissing = replySeq !== undefined && more && oldest !== undefined && oldest > replySeq;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page is asked for once
  useEffect(() => {
    if (isMissing) void load(oldest);
  }, [isMissing, oldest]);
  const { following, follow, failure: unfollowed } = useThreadFollow(conversationId, threadSeq, rows);

  return (
    <Modal title={intl.formatMessage({ id: "thread.title" })} onClose={onClose}>
      <ActingArea className={styles["thread"]} conversationId={conversationId} inThread find={find}>
        {more && (
          <button type="button" className={controls["button"]} onClick={() => void load(oldest)}>
            <FormattedMessage id="thread.older" />
          </button>
        )}
        {rows.map((row) => (
          <Row key={row.seq} message={row} wanted={row.seq === replySeq} />
        ))}
        {pending.map((row) => (
          <PendingRow key={row.clientMessageId} pending={row} startsGroup />
        ))}
        {failure !== undefined && (
          <p role="alert">
            <FormattedMessage id={failureText[failure]} />
          </p>
        )}
      </ActingArea>
      <Composer place={{ conversationId, threadSeq }} alsoInMain={alsoInMain} />
      <Check checked={alsoInMain} onChange={setAlsoInMain}>
        <FormattedMessage id="thread.alsoInMain" />
      </Check>
      <div className={styles["following"]}>
        <Check checked={following} onChange={follow}>
          <FormattedMessage id="thread.follow" />
        </Check>
        <Link className={controls["button"]} href={permalink(conversationId, threadSeq)} onClick={onClose}>
          <FormattedMessage id="thread.inConversation" />
        </Link>
      </div>
      <FailureText failure={unfollowed} />
    </Modal>
  );
}

function Row({ message, wanted }: { readonly message: Message; readonly wanted: boolean }) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (wanted) row.current?.scrollIntoView({ block: "center" });
  }, [wanted]);
  return (
    <div ref={row} className={styles["reply"]} data-seq={message.seq} data-wanted={wanted || undefined}>
      <MessageRow message={message} startsGroup lastOwn={false} inThread />
    </div>
  );
}

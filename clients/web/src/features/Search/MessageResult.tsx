import { type MouseEvent, useEffect, useRef } from "react";
import { FormattedDate, FormattedMessage } from "react-intl";
import { useStore } from "zustand";
import { useMessenger, useUser } from "../../client.ts";
import { messageKey } from "../../core/personal/things.ts";
import type { MessageHit } from "../../wire/index.ts";
import { permalink } from "../Messages/view.model.ts";
import { ConversationTitle } from "../Personal/MessageEntry.tsx";
import { Excerpt } from "./Excerpt.tsx";
import { stop } from "./resultKeys.ts";
import styles from "./Search.module.css";
import { useReturn } from "./useSearchAddress.ts";

/** A message that was found; a press goes to its place, and opens the thread that it is in. */
export function MessageResult({ hit }: { readonly hit: MessageHit }) {
  const { conversationId, seq, senderId, postedAt, threadSeq } = hit;
  const { openThread } = useMessenger();
  const { left, leave } = useReturn();
  const link = useRef<HTMLAnchorElement>(null);
  const sender = useUser(senderId);
  const key = messageKey(conversationId, seq);
  const path = permalink(conversationId, seq);
  // The thread that one comes back from keeps the focus until it has closed.
  const isCovered = useStore(openThread.store, ({ place }) => place !== undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: one comes back once
  useEffect(() => {
    if (left === key && !isCovered) link.current?.focus();
  }, [isCovered]);
  const go = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    leave(key, path);
    if (threadSeq !== undefined) openThread.open(conversationId, threadSeq, seq);
  };
  return (
    <li>
      <a ref={link} className={styles["result"]} href={path} onClick={go} {...stop}>
        <span className={styles["where"]}>
          <ConversationTitle conversationId={conversationId} />
          <time className={styles["when"]} dateTime={postedAt}>
            <FormattedDate value={postedAt} dateStyle="medium" timeStyle="short" />
          </time>
        </span>
        <span className={styles["excerpt"]} dir="auto">
          <FormattedMessage
            id="conversations.from"
            values={{
              sender: <bdi className={styles["sender"]}>{sender?.displayName ?? "…"}</bdi>,
              text: <Excerpt hit={hit} />,
            }}
          />
        </span>
        {threadSeq !== undefined && (
          <span className={styles["when"]}>
            <FormattedMessage id="message.inThread" />
          </span>
        )}
      </a>
    </li>
  );
}

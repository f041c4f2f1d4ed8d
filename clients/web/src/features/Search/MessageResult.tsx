import { type MouseEvent, useEffect, useMemo, useRef } from "react";
import { FormattedDate, FormattedMessage } from "react-intl";
import { useStore } from "zustand";
import { useMessenger, useUser } from "../../client.ts";
import { messageKey } from "../../core/personal/things.ts";
import type { Fragment, MessageHit } from "../../wire/index.ts";
import { HeldWords } from "../Files/HeldWords.tsx";
import { usePlainText } from "../Messages/Mention.tsx";
import { permalink } from "../Messages/view.model.ts";
import { ConversationTitle } from "../Personal/MessageEntry.tsx";
import { stop } from "./resultKeys.ts";
import styles from "./Search.module.css";
import { excerptOf } from "./search.model.ts";
import { useReturn } from "./useSearchAddress.ts";

/** A message that was found; a press goes to its place, and opens the thread that it is in. */
export function MessageResult({ hit }: { readonly hit: MessageHit }) {
  const { conversationId, seq, senderId, postedAt, threadSeq, excerpt } = hit;
  const { openThread } = useMessenger();
  const { left, leave } = useReturn();
  const link = useRef<HTMLAnchorElement>(null);
  const sender = useUser(senderId);
  const pieces = useMemo(() => excerptOf(excerpt), [excerpt]);
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
              text:
                pieces.length === 0 ? (
                  <HeldWords conversationId={conversationId} seq={seq} text="" />
                ) : (
                  <Excerpt pieces={pieces} />
                ),
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

function Excerpt({ pieces }: { readonly pieces: readonly Fragment[] }) {
  return pieces.map((piece, index) => {
    const Kind = piece.isMatch === true ? "mark" : "span";
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of an excerpt stay as they are
      <Kind key={index}>
        <Words text={piece.text} />
      </Kind>
    );
  });
}

function Words({ text }: { readonly text: string }) {
  return usePlainText(text);
}

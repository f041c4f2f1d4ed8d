import { useEffect, useState } from "react";
import { FormattedMessage } from "react-intl";
import { Link } from "wouter";
import { useStore } from "zustand";
import { useHead, useMessenger, useUser } from "../../client.ts";
import { useCommand } from "../../ui/useCommand.ts";
import type { Message } from "../../wire/index.ts";
import { titleOf } from "../Conversations/list.model.ts";
import { useWords } from "../Files/useWords.ts";
import { permalink } from "../Messages/view.model.ts";
import styles from "./Personal.module.css";

/** One message of any conversation on one line; a press goes there. */
export function MessageEntry({ conversationId, seq }: { readonly conversationId: string; readonly seq: number }) {
  const messenger = useMessenger();
  const { failure, run } = useCommand();
  const [message, setMessage] = useState<Message>();
  const sender = useUser(message?.senderId);
  const text = useWords(message);
  const connected = useStore(messenger.connection.store, ({ status }) => status === "connected");
  // What is not held here has to be asked for, and can be only once there is a connection.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a connection is a reason to ask again
  useEffect(() => {
    void run(() => messenger.verbs.message(conversationId, seq), setMessage);
  }, [messenger, run, conversationId, seq, connected]);
  return (
    <Link className={styles["message"]} href={permalink(conversationId, seq)}>
      <ConversationTitle conversationId={conversationId} />
      <span dir="auto">
        {message?.text === undefined ? (
          <FormattedMessage id={message === undefined && failure === undefined ? "loading" : "own.messageGone"} />
        ) : (
          <FormattedMessage id="conversations.from" values={{ sender: sender?.displayName ?? "…", text }} />
        )}
      </span>
    </Link>
  );
}

export function ConversationTitle({ conversationId }: { readonly conversationId: string }) {
  const head = useHead(conversationId);
  const peer = useUser(head?.peerId);
  return <bdi className={styles["where"]}>{head === undefined ? "…" : titleOf(head, peer?.displayName)}</bdi>;
}

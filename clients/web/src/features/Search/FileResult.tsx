import { type MouseEvent, useEffect, useRef } from "react";
import { FormattedDate, FormattedMessage, useIntl } from "react-intl";
import { useMessenger, useUser } from "../../client.ts";
import type { FileHit } from "../../wire/index.ts";
import { FileIcon } from "../Files/FileIcon.tsx";
import { sizeInWords } from "../Files/files.model.ts";
import { openItsThread } from "../Files/openItsThread.ts";
import { permalink } from "../Messages/view.model.ts";
import { ConversationTitle } from "../Personal/MessageEntry.tsx";
import { stop } from "./resultKeys.ts";
import styles from "./Search.module.css";
import { fileKeyOf } from "./search.model.ts";
import { useReturn } from "./useSearchAddress.ts";

/** A file that was found; a press goes to the message that it came with. */
export function FileResult({ hit }: { readonly hit: FileHit }) {
  const { locale } = useIntl();
  const messenger = useMessenger();
  const { left, leave } = useReturn();
  const link = useRef<HTMLAnchorElement>(null);
  const { conversationId, file, name } = hit;
  const { seq, senderId, postedAt, attachment } = file;
  const sender = useUser(senderId);
  const key = fileKeyOf(hit);
  const path = permalink(conversationId, seq);
  // biome-ignore lint/correctness/useExhaustiveDependencies: one comes back once
  useEffect(() => {
    if (left === key) link.current?.focus();
  }, []);
  const go = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    leave(key, path);
    void openItsThread(messenger, conversationId, seq);
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
        <span className={styles["file"]}>
          <FileIcon mediaType={attachment.mediaType} />
          <span className={styles["excerpt"]} dir="auto">
            {name.map(({ text, isMatch }, index) => {
              const Kind = isMatch === true ? "mark" : "span";
              // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a name stay as they are
              return <Kind key={index}>{text}</Kind>;
            })}
          </span>
        </span>
        <span className={styles["when"]}>
          <bdi>{sender?.displayName ?? "…"}</bdi>
          {" · "}
          {attachment.pages !== undefined && (
            <>
              <FormattedMessage id="file.pages" values={{ count: attachment.pages }} />
              {" · "}
            </>
          )}
          {sizeInWords(attachment.size, locale)}
        </span>
      </a>
    </li>
  );
}

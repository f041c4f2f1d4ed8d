import { useEffect, useRef } from "react";
import { FormattedDate, FormattedMessage } from "react-intl";
import { useUser } from "../../client.ts";
import type { MessageHit } from "../../wire/index.ts";
import { Excerpt } from "./Excerpt.tsx";
import styles from "./Search.module.css";

interface HitHereProps {
  readonly hit: MessageHit;
  readonly isCurrent: boolean;
  readonly onGo: () => void;
}

/** A message of the open conversation that was found. */
export function HitHere({ hit, isCurrent, onGo }: HitHereProps) {
  const button = useRef<HTMLButtonElement>(null);
  const sender = useUser(hit.senderId);
  useEffect(() => {
    if (isCurrent) button.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  return (
    <li>
      <button
        ref={button}
        type="button"
        className={styles["hit"]}
        aria-current={isCurrent || undefined}
        onClick={onGo}
        data-stop
      >
        <span className={styles["where"]}>
          <bdi className={styles["sender"]}>{sender?.displayName ?? "…"}</bdi>
          <time className={styles["when"]} dateTime={hit.postedAt}>
            <FormattedDate value={hit.postedAt} dateStyle="short" timeStyle="short" />
          </time>
        </span>
        <span className={styles["excerpt"]} dir="auto">
          <Excerpt hit={hit} />
        </span>
        {hit.threadSeq !== undefined && (
          <span className={styles["when"]}>
            <FormattedMessage id="message.inThread" />
          </span>
        )}
      </button>
    </li>
  );
}

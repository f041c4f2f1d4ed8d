import { memo } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useStore } from "zustand";
import { useMe, useThing } from "../../client.ts";
import { messageKey } from "../../core/personal/things.ts";
import type { Message } from "../../wire/index.ts";
import { FoldedText } from "./FoldedText.tsx";
import { Above, Below } from "./Kinds.tsx";
import { Reactions } from "./Reactions.tsx";
import { RecalledRow } from "./RecalledRow.tsx";
import { Receipt } from "./Receipt.tsx";
import styles from "./Row.module.css";
import { RowBody } from "./RowBody.tsx";
import { Toolbar } from "./Toolbar.tsx";

interface MessageRowProps {
  readonly message: Message;
  readonly startsGroup: boolean;
  readonly lastOwn: boolean;
  /** It is shown in its thread, which is not opened once more from there. */
  readonly inThread?: boolean;
}

export const MessageRow = memo(function MessageRow({ message, startsGroup, lastOwn, inThread }: MessageRowProps) {
  const { messenger } = useMe();
  const open = () => messenger.openThread.open(message.conversationId, message.threadSeq ?? message.seq);
  const { text: words = "" } = message;
  if (message.recalled !== undefined) return <RecalledRow message={message} startsGroup={startsGroup} />;
  return (
    <RowBody
      senderId={message.senderId}
      postedAt={Date.parse(message.postedAt)}
      text={words === "" ? undefined : <FoldedText seq={message.seq} text={words} />}
      above={<Above message={message} />}
      startsGroup={startsGroup}
      seq={message.seq}
      before={inThread !== true && message.vanishesAt === undefined && <Select message={message} />}
      {...(message.senderId === messenger.me ? { state: "message.sent" as const } : {})}
    >
      <Below message={message} />
      <Marks message={message} inThread={inThread === true} />
      <Reactions message={message} />
      {inThread !== true && message.thread !== undefined && (
        <button type="button" className={styles["threadLink"]} onClick={open}>
          <FormattedMessage id="message.openThread" values={{ count: message.thread.replies }} />
        </button>
      )}
      <Toolbar message={message} />
      {lastOwn && message.senderId === messenger.me && <Receipt message={message} />}
    </RowBody>
  );
});

/** While messages are being selected: whether this one is. */
function Select({ message }: { readonly message: Message }) {
  const intl = useIntl();
  const { selecting } = useMe().messenger;
  const selected = useStore(selecting.store, (state) =>
    state.conversationId === message.conversationId ? state.seqs.has(message.seq) : undefined,
  );
  if (selected === undefined) return null;
  return (
    <input
      type="checkbox"
      className={styles["select"]}
      aria-label={intl.formatMessage({ id: "message.selected" })}
      checked={selected}
      onChange={() => selecting.toggle(message.seq)}
    />
  );
}

function Marks({ message, inThread }: { readonly message: Message; readonly inThread: boolean }) {
  const saved = useThing("saved", messageKey(message.conversationId, message.seq)) !== undefined;
  const marks = [
    message.editedAt === undefined ? [] : ("message.edited" as const),
    message.pinned === undefined ? [] : ("message.pinned" as const),
    message.threadSeq === undefined || inThread ? [] : ("message.inThread" as const),
    saved ? ("message.saved" as const) : [],
  ].flat();
  return marks.map((id) => (
    <span key={id} className={styles["state"]}>
      <FormattedMessage id={id} />
    </span>
  ));
}

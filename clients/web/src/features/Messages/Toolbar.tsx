import { MessagesSquare, MoreHorizontal, Reply } from "lucide-react";
import type { MouseEvent, ReactNode } from "react";
import { useIntl } from "react-intl";
import { useStore } from "zustand";
import { useMessenger } from "../../client.ts";
import type { Message } from "../../wire/index.ts";
import styles from "./Actions.module.css";
import { type Acting, useActing, useIsActedOn } from "./acting.ts";
import { allows } from "./actions.model.ts";
import { offeredEmoji } from "./emoji.model.ts";
import { useActions } from "./useActions.ts";

/** What is done most with the message that the pointer or the keyboard is at, and the way to everything else. */
export function Toolbar({ message }: { readonly message: Message }) {
  const acting = useActing();
  const isActedOn = useIsActedOn(message.seq);
  return acting === undefined || !isActedOn ? null : <Tools message={message} acting={acting} />;
}

function Tools({ message, acting }: { readonly message: Message; readonly acting: Acting }) {
  const intl = useIntl();
  const { settings, me } = useMessenger();
  const recent = useStore(settings, (state) => state.recentEmoji);
  const { actions, reacts } = useActions(message.conversationId, acting.inThread)(message);
  const [first = ""] = offeredEmoji(recent);
  const own = message.reactions?.some(({ emoji, userIds }) => emoji === first && userIds.includes(me)) === true;
  const size = { size: 18, strokeWidth: 1.75, "aria-hidden": true } as const;
  return (
    <div className={styles["toolbar"]}>
      {reacts && (
        <Tool
          label={intl.formatMessage({ id: "message.react" }, { emoji: first })}
          onPress={() => acting.react(message, first, !own)}
        >
          {first}
        </Tool>
      )}
      {allows(actions, "reply") && (
        <Tool label={intl.formatMessage({ id: "message.reply" })} onPress={() => acting.perform("reply", message)}>
          <Reply {...size} />
        </Tool>
      )}
      {allows(actions, "thread") && (
        <Tool label={intl.formatMessage({ id: "message.thread" })} onPress={() => acting.perform("thread", message)}>
          <MessagesSquare {...size} />
        </Tool>
      )}
      <Tool
        label={intl.formatMessage({ id: "message.actions" })}
        popup
        onPress={({ left: x, bottom: y }) => acting.open({ kind: "menu", message, at: { x, y } })}
      >
        <MoreHorizontal {...size} />
      </Tool>
    </div>
  );
}

interface ToolProps {
  readonly label: string;
  readonly popup?: boolean;
  readonly onPress: (box: DOMRect) => void;
  readonly children: ReactNode;
}

/** A press with the mouse leaves the focus where one writes. */
const keepFocus = (event: MouseEvent) => event.preventDefault();

function Tool({ label, popup, onPress, children }: ToolProps) {
  return (
    <button
      type="button"
      className={styles["tool"]}
      aria-label={label}
      title={label}
      aria-haspopup={popup === true ? "menu" : undefined}
      onMouseDown={keepFocus}
      onClick={(event) => onPress(event.currentTarget.getBoundingClientRect())}
    >
      {children}
    </button>
  );
}

import { SmilePlus } from "lucide-react";
import { useIntl } from "react-intl";
import { useMessenger } from "../../client.ts";
import { useCommand } from "../../ui/useCommand.ts";
import type { Message, Reaction } from "../../wire/index.ts";
import { useActing } from "./acting.ts";
import styles from "./Reactions.module.css";
import { useHint } from "./useHint.tsx";
import { WhoReacted } from "./WhoReacted.tsx";

/** The reactions under a message; each is a button that adds or takes away one's own, and tells whose they are. */
export function Reactions({ message }: { readonly message: Message }) {
  const intl = useIntl();
  const acting = useActing();
  if (message.reactions === undefined) return null;
  const label = intl.formatMessage({ id: "reactions.add" });
  return (
    <div className={styles["reactions"]}>
      {message.reactions.map((reaction) => (
        <Chip key={reaction.emoji} message={message} reaction={reaction} />
      ))}
      {acting !== undefined && (
        <button
          type="button"
          className={styles["reaction"]}
          aria-label={label}
          title={label}
          aria-haspopup="menu"
          onClick={({ currentTarget }) => {
            const { left: x, bottom: y } = currentTarget.getBoundingClientRect();
            acting.open({ kind: "react", message, at: { x, y } });
          }}
        >
          <SmilePlus size={16} strokeWidth={1.75} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

function Chip({ message, reaction }: { readonly message: Message; readonly reaction: Reaction }) {
  const intl = useIntl();
  const messenger = useMessenger();
  const acting = useActing();
  const { run } = useCommand();
  const { emoji, count, userIds } = reaction;
  const own = userIds.includes(messenger.me);
  const { hint, handlers } = useHint(() => <WhoReacted reaction={reaction} />);
  const toggle = () =>
    acting === undefined
      ? void run(() => messenger.verbs.react(message, emoji, !own))
      : acting.react(message, emoji, !own);
  return (
    <>
      <button
        type="button"
        className={styles["reaction"]}
        aria-pressed={own}
        aria-label={intl.formatMessage({ id: "message.reaction" }, { emoji, count })}
        onClick={toggle}
        {...handlers}
      >
        <span className={styles["emoji"]}>{emoji}</span> {count}
      </button>
      {hint}
    </>
  );
}

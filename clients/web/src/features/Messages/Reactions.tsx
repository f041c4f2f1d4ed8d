import { useIntl } from "react-intl";
import { useMe } from "../../client.ts";
import { useCommand } from "../../ui/useCommand.ts";
import type { Message } from "../../wire/index.ts";
import styles from "./Messages.module.css";

/** The reactions under a message; each is a button that adds or takes away one's own. */
export function Reactions({ message }: { readonly message: Message }) {
  const intl = useIntl();
  const { messenger } = useMe();
  const { run } = useCommand();
  if (message.reactions === undefined) return null;
  return (
    <div className={styles["reactions"]}>
      {message.reactions.map(({ emoji, count, userIds }) => {
        const own = userIds.includes(messenger.me);
        return (
          <button
            key={emoji}
            type="button"
            className={styles["reaction"]}
            aria-pressed={own}
            aria-label={intl.formatMessage({ id: "message.reaction" }, { emoji, count })}
            onClick={() => void run(() => messenger.react(message, emoji, !own))}
          >
            {emoji} {count}
          </button>
        );
      })}
    </div>
  );
}

import { MoreHorizontal } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { FormattedMessage, useIntl } from "react-intl";
import { useHead, useMe } from "../../client.ts";
import type { MessageId } from "../../i18n/I18n.tsx";
import controls from "../../ui/controls.module.css";
import { failureText } from "../../ui/failure.ts";
import { useCommand } from "../../ui/useCommand.ts";
import type { Message } from "../../wire/index.ts";
import styles from "./Messages.module.css";

const QUICK = ["👍", "❤️", "😄", "🎉", "👀", "🙏"];

/** What can be done with a message. What its sender or a moderator alone may do is offered to them alone. */
export function MessageActions({ message, onThread }: { readonly message: Message; readonly onThread: () => void }) {
  const intl = useIntl();
  const { messenger, signedIn } = useMe();
  const head = useHead(message.conversationId);
  const { run, failure } = useCommand();
  const own = message.senderId === messenger.me;
  const moderates = head?.conversation.kind === "group" && head.role !== "member";
  const age = (Date.now() - Date.parse(message.postedAt)) / 1_000;
  const item = (id: MessageId, action: () => void) => (
    <DropdownMenu.Item className={styles["action"]} onSelect={action}>
      <FormattedMessage id={id} />
    </DropdownMenu.Item>
  );
  return (
    <div className={styles["actions"]}>
      {failure !== undefined && (
        <span role="alert">
          <FormattedMessage id={failureText[failure]} />
        </span>
      )}
      <DropdownMenu.Root>
        <DropdownMenu.Trigger className={controls["icon"]} aria-label={intl.formatMessage({ id: "message.actions" })}>
          <MoreHorizontal size={18} strokeWidth={1.75} />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={styles["menu"]} align="end" collisionPadding={8}>
            <div className={styles["quick"]}>
              {QUICK.map((emoji) => (
                <DropdownMenu.Item
                  key={emoji}
                  className={styles["action"]}
                  aria-label={intl.formatMessage({ id: "message.react" }, { emoji })}
                  onSelect={() => void run(() => messenger.react(message, emoji, true))}
                >
                  {emoji}
                </DropdownMenu.Item>
              ))}
            </div>
            {item("message.reply", () => messenger.composing.begin("reply", message))}
            {item("message.thread", onThread)}
            {own &&
              age < signedIn.limits.editSeconds &&
              item("message.edit", () => messenger.composing.begin("edit", message))}
            {item(
              message.pinned === undefined ? "message.pin" : "message.unpin",
              () => void run(() => messenger.pin(message, message.pinned === undefined)),
            )}
            {item("message.copyLink", () => {
              void navigator.clipboard.writeText(`${location.origin}/c/${message.conversationId}/${message.seq}`);
            })}
            {((own && age < signedIn.limits.recallSeconds) || moderates) &&
              item("message.recall", () => void run(() => messenger.recall(message)))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </div>
  );
}

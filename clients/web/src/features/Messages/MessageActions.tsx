import { MoreHorizontal } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useHead, useMe } from "../../client.ts";
import type { MessageId } from "../../i18n/I18n.tsx";
import controls from "../../ui/controls.module.css";
import { failureText } from "../../ui/failure.ts";
import { lazily } from "../../ui/lazily.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Message } from "../../wire/index.ts";
import styles from "./Messages.module.css";
import { OwnActions } from "./OwnActions.tsx";

const ForwardDialog = lazily(async () => (await import("./ForwardDialog.tsx")).ForwardDialog);
const HideMessage = lazily(async () => (await import("./HideMessage.tsx")).HideMessage);
const ReadersDialog = lazily(async () => (await import("./ReadersDialog.tsx")).ReadersDialog);

export type MessageDialog = "forward" | "hide" | "readers";

const QUICK = ["👍", "❤️", "😄", "🎉", "👀", "🙏"];

/** What can be done with a message. What its sender or a moderator alone may do is offered to them alone. */
export function MessageActions({ message, onThread }: { readonly message: Message; readonly onThread: () => void }) {
  const intl = useIntl();
  const { messenger, signedIn } = useMe();
  const head = useHead(message.conversationId);
  const { run, failure } = useCommand();
  const [dialog, setDialog] = useState<MessageDialog>();
  const own = message.senderId === messenger.me;
  const moderates = head?.conversation.kind === "group" && head.role !== "member";
  const age = (Date.now() - Date.parse(message.postedAt)) / 1_000;
  const item = (id: MessageId, action: () => void) => (
    <DropdownMenu.Item className={controls["item"]} onSelect={action}>
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
          <DropdownMenu.Content className={controls["menu"]} align="end" collisionPadding={8}>
            <div className={styles["quick"]}>
              {QUICK.map((emoji) => (
                <DropdownMenu.Item
                  key={emoji}
                  className={controls["item"]}
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
            <OwnActions
              message={message}
              onPut={(put) => void run(() => messenger.personal.put(put))}
              onDialog={setDialog}
            />
            {((own && age < signedIn.limits.recallSeconds) || moderates) &&
              item("message.recall", () => void run(() => messenger.recall(message)))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {dialog !== undefined && <Opened dialog={dialog} message={message} onClose={() => setDialog(undefined)} />}
    </div>
  );
}

interface OpenedProps {
  readonly dialog: MessageDialog;
  readonly message: Message;
  readonly onClose: () => void;
}

function Opened({ dialog, message, onClose }: OpenedProps) {
  switch (dialog) {
    case "forward":
      return <ForwardDialog conversationId={message.conversationId} seqs={[message.seq]} onClose={onClose} />;
    case "hide":
      return <HideMessage message={message} onClose={onClose} />;
    case "readers":
      return <ReadersDialog message={message} onClose={onClose} />;
    default:
      return dialog satisfies never;
  }
}

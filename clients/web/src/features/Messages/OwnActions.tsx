import { DropdownMenu } from "radix-ui";
import { FormattedMessage } from "react-intl";
import { chance } from "../../browser/ports.ts";
import { useHead, useMessenger, useThing } from "../../client.ts";
import { reminderItem, removed, savedItem } from "../../core/personal/items.ts";
import { messageKey } from "../../core/personal/things.ts";
import type { MessageId } from "../../i18n/I18n.tsx";
import controls from "../../ui/controls.module.css";
import type { Message, PersonalItem } from "../../wire/index.ts";
import type { MessageDialog } from "./MessageActions.tsx";
import { type RemindWhen, remindAt } from "./reminder.model.ts";

const reminders: readonly (readonly [RemindWhen, MessageId])[] = [
  ["soon", "message.remindSoon"],
  ["hour", "message.remindHour"],
  ["tomorrow", "message.remindTomorrow"],
];

interface OwnActionsProps {
  readonly message: Message;
  readonly onPut: (item: PersonalItem) => void;
  readonly onDialog: (dialog: MessageDialog) => void;
}

/** What a user does with a message for himself, or takes from it to others. */
export function OwnActions({ message, onPut, onDialog }: OwnActionsProps) {
  const messenger = useMessenger();
  const { conversationId, seq, senderId, vanishesAt } = message;
  const head = useHead(conversationId);
  const key = messageKey(conversationId, seq);
  const saved = useThing("saved", key) !== undefined;
  const counted =
    senderId === messenger.me &&
    head?.conversation.kind === "group" &&
    head.conversation.memberCount <= messenger.receiptMembers;
  const remind = (when: RemindWhen) =>
    onPut(reminderItem(chance.id(), { conversationId, seq, at: remindAt(when, new Date()).toISOString() }));
  const item = (id: MessageId, action: () => void) => (
    <DropdownMenu.Item key={id} className={controls["item"]} onSelect={action}>
      <FormattedMessage id={id} />
    </DropdownMenu.Item>
  );
  return (
    <>
      {vanishesAt === undefined && (
        <>
          {item("message.forward", () => onDialog("forward"))}
          {item("message.select", () => messenger.selecting.begin(conversationId, seq))}
        </>
      )}
      {item(saved ? "message.unsave" : "message.save", () => onPut(saved ? removed("saved", key) : savedItem(message)))}
      <DropdownMenu.Sub>
        <DropdownMenu.SubTrigger className={controls["item"]}>
          <FormattedMessage id="message.remind" />
        </DropdownMenu.SubTrigger>
        <DropdownMenu.Portal>
          <DropdownMenu.SubContent className={controls["menu"]} collisionPadding={8}>
            {reminders.map(([when, words]) => item(words, () => remind(when)))}
          </DropdownMenu.SubContent>
        </DropdownMenu.Portal>
      </DropdownMenu.Sub>
      {counted && item("message.readers", () => onDialog("readers"))}
      {item("message.hide", () => onDialog("hide"))}
    </>
  );
}

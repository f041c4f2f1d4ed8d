import { useIntl } from "react-intl";
import { chance } from "../../browser/ports.ts";
import { useMe } from "../../client.ts";
import { conversationItem, preferencesOf, reminderItem, removed, savedItem } from "../../core/personal/items.ts";
import { messageKey } from "../../core/personal/things.ts";
import type { MessageId } from "../../i18n/I18n.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Message } from "../../wire/index.ts";
import type { ActingDialog } from "./acting.ts";
import type { Performed } from "./actions.model.ts";
import { withUsed } from "./emoji.model.ts";
import { mentionWords } from "./mentionWords.ts";
import { plainText } from "./plain.model.ts";
import { remindAt } from "./reminder.model.ts";
import { permalink } from "./view.model.ts";

interface Performing {
  readonly onDialog: (dialog: ActingDialog, message: Message) => void;
  readonly onDone: (words: MessageId) => void;
  readonly onMarkUnread: (message: Message) => void;
}

/** Carries out what the user wants done with a message. */
export function usePerform({ onDialog, onDone, onMarkUnread }: Performing) {
  const intl = useIntl();
  const { messenger } = useMe();
  const { run, failure } = useCommand();
  const { personal } = messenger;

  const copy = (text: string) =>
    void navigator.clipboard.writeText(text).then(
      () => onDone("copied"),
      () => undefined,
    );
  const react = (message: Message, emoji: string, active: boolean) => {
    if (active) {
      const { recentEmoji } = messenger.settings.getState();
      messenger.changeSettings({ recentEmoji: withUsed(recentEmoji, emoji) });
    }
    void run(() => messenger.verbs.react(message, emoji, active));
  };

  const markUnread = (message: Message) => {
    const { conversationId } = message;
    const held = preferencesOf(personal.store.getState().things, conversationId);
    onMarkUnread(message);
    void run(() => personal.put(conversationItem(conversationId, held, { markedUnread: true })));
  };

  const perform = (action: Performed, message: Message) => {
    const { conversationId, seq } = message;
    switch (action) {
      case "reply":
      case "edit":
        return messenger.composing.begin(action, message);
      case "thread":
        return messenger.openThread.open(conversationId, message.threadSeq ?? seq);
      case "copy":
        return copy(plainText(message.text ?? "", mentionWords(intl, messenger.directory.store.getState().users)));
      case "copyLink":
        return copy(location.origin + permalink(conversationId, seq));
      case "select":
        return messenger.selecting.begin(conversationId, seq);
      case "pin":
      case "unpin":
        return void run(() => messenger.verbs.pin(message, action === "pin"));
      case "save":
        return void run(() => personal.put(savedItem(message)));
      case "unsave":
        return void run(() => personal.put(removed("saved", messageKey(conversationId, seq))));
      case "soon":
      case "hour":
      case "tomorrow": {
        const at = remindAt(action, new Date()).toISOString();
        return void run(
          () => personal.put(reminderItem(chance.id(), { conversationId, seq, at })),
          () => onDone("message.willRemind"),
        );
      }
      case "markUnread":
        return markUnread(message);
      case "forward":
      case "hide":
      case "recall":
      case "readers":
      case "reactions":
      case "earlier":
      case "emoji":
        return onDialog(action, message);
      default:
        return action satisfies never;
    }
  };
  return { perform, react, failure };
}

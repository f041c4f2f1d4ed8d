import {
  Bell,
  Bookmark,
  BookmarkX,
  CheckCheck,
  CircleDot,
  Copy,
  EyeOff,
  Forward,
  History,
  Link,
  ListChecks,
  type LucideIcon,
  MessagesSquare,
  Pencil,
  Pin,
  PinOff,
  Reply,
  SmilePlus,
  Undo2,
} from "lucide-react";
import type { MessageId } from "../../i18n/I18n.tsx";
import type { ActionId } from "./actions.model.ts";
import type { RemindWhen } from "./reminder.model.ts";

/** The words and the sign of each action. */
export const actionLook: Record<ActionId, { readonly words: MessageId; readonly Icon: LucideIcon }> = {
  reply: { words: "message.reply", Icon: Reply },
  thread: { words: "message.thread", Icon: MessagesSquare },
  edit: { words: "message.edit", Icon: Pencil },
  copy: { words: "message.copy", Icon: Copy },
  copyLink: { words: "message.copyLink", Icon: Link },
  forward: { words: "message.forward", Icon: Forward },
  select: { words: "message.select", Icon: ListChecks },
  pin: { words: "message.pin", Icon: Pin },
  unpin: { words: "message.unpin", Icon: PinOff },
  save: { words: "message.save", Icon: Bookmark },
  unsave: { words: "message.unsave", Icon: BookmarkX },
  remind: { words: "message.remind", Icon: Bell },
  markUnread: { words: "message.markUnread", Icon: CircleDot },
  reactions: { words: "message.reactions", Icon: SmilePlus },
  readers: { words: "message.readers", Icon: CheckCheck },
  earlier: { words: "message.earlier", Icon: History },
  hide: { words: "message.hide", Icon: EyeOff },
  recall: { words: "message.recall", Icon: Undo2 },
};

export const reminders: readonly (readonly [RemindWhen, MessageId])[] = [
  ["soon", "message.remindSoon"],
  ["hour", "message.remindHour"],
  ["tomorrow", "message.remindTomorrow"],
];

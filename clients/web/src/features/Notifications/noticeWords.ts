import type { IntlShape } from "react-intl";
import type { NoticeWords } from "../../browser/notifier.ts";
import type { Notice } from "../../core/notifications/Notice.ts";
import { oneLine } from "../../ui/oneLine.ts";
import type { ConversationHead, Message, User } from "../../wire/index.ts";
import { titleOf } from "../Conversations/list.model.ts";
import { wordsOfFiles } from "../Files/files.model.ts";
import { wordsOfMarkdown } from "../Messages/markdown.model.ts";
import { mentionWords } from "../Messages/mentionWords.ts";
import { plainText } from "../Messages/plain.model.ts";

/** What the words of a notification are taken from. */
export interface Known {
  readonly heads: ReadonlyMap<string, ConversationHead>;
  readonly users: ReadonlyMap<string, User>;
  /** Whether a notification says who wrote what. */
  readonly content: "shown" | "hidden";
}

export function wordsOf(notice: Notice, { heads, users, content }: Known, intl: IntlShape): NoticeWords {
  if (notice.kind === "reminder") {
    const title = intl.formatMessage({ id: "notify.reminder" });
    const head = heads.get(notice.reminder.conversationId);
    const where = head === undefined ? "" : titleOf(head, nameOf(users, head.peerId));
    return { title, body: content === "hidden" ? "" : (notice.reminder.note ?? where) };
  }
  const { message, unread } = notice;
  if (content === "hidden") {
    return { title: "Messenger", body: intl.formatMessage({ id: "announce.count" }, { count: unread }) };
  }
  const head = heads.get(message.conversationId);
  const sender = nameOf(users, message.senderId) ?? "…";
  const said = spoken(message, users, intl);
  const text = message.urgent === undefined ? said : intl.formatMessage({ id: "notify.urgent" }, { text: said });
  if (head === undefined || head.conversation.kind === "direct") return { title: sender, body: text };
  return { title: titleOf(head, undefined), body: intl.formatMessage({ id: "announce.message" }, { sender, text }) };
}

function spoken({ text, files }: Message, users: Known["users"], intl: IntlShape): string {
  const words = plainText(wordsOfMarkdown(text ?? ""), mentionWords(intl, users));
  const ofFiles = wordsOfFiles(files ?? []);
  return oneLine(`${ofFiles === undefined ? "" : intl.formatMessage({ id: ofFiles.id }, ofFiles.values)} ${words}`);
}

const nameOf = (users: Known["users"], userId: string | undefined): string | undefined =>
  userId === undefined ? undefined : users.get(userId)?.displayName;

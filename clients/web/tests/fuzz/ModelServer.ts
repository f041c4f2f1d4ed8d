import type { Pushes } from "../../src/core/connection/HubLink.ts";
import type { Message, PostMessage, ReadState } from "../../src/wire/index.ts";
import { ME } from "../support.ts";
import { ModelConversation, type Stored } from "./ModelConversation.ts";

export type Push = { [Name in keyof Pushes]: { readonly name: Name; readonly push: Pushes[Name] } }[keyof Pushes];

/** The server's state and all that can be done to it. What concerns me is told to `tell`. */
export class ModelServer {
  readonly conversations = new Map<string, ModelConversation>();
  epoch = 1;
  /** Counts the transactions: a sync token is one. */
  step = 1;
  #backup: ReadonlyMap<string, Stored> = new Map();
  readonly #tell: (push: Push) => void;

  constructor(tell: (push: Push) => void) {
    this.#tell = tell;
  }

  found(id: string, members: readonly string[], messages: number): void {
    const conversation = ModelConversation.found(id);
    this.conversations.set(id, conversation);
    this.#change(conversation, () => conversation.append({ kind: "system", senderId: members[0] ?? ME }));
    for (const userId of members) this.join(conversation, userId, 1);
    for (let count = 0; count < messages; count++) this.say(conversation, members[count % members.length] ?? ME, {});
  }

  say(conversation: ModelConversation, senderId: string, more: Partial<Message>): Message | undefined {
    return this.#change(conversation, () => {
      const text = `${senderId} says ${conversation.seq + 1} in epoch ${this.epoch}`;
      const message = conversation.append({ kind: "text", senderId, text, ...more });
      if (more.threadSeq !== undefined) {
        const thread = { replies: 1, lastSeq: message.seq };
        conversation.revise(more.threadSeq, (root) => ({ ...root, thread }));
      }
      return message;
    });
  }

  /** A repeat is answered with the stored message. */
  post(conversation: ModelConversation, { clientMessageId, text }: PostMessage): Message | undefined {
    const stored = conversation.stored.rows.find(([row]) => row?.clientMessageId === clientMessageId)?.at(-1);
    return stored ?? this.say(conversation, ME, { clientMessageId, text });
  }

  revise(conversation: ModelConversation, seq: number, change: (row: Message) => Message): Message | undefined {
    return this.#change(conversation, () => conversation.revise(seq, change));
  }

  /** Those who quote what is recalled change too. */
  recall(conversation: ModelConversation, seq: number, userId: string): Message | undefined {
    return this.#change(conversation, () => {
      const recalled = conversation.revise(seq, ({ text, pinned, reactions, mentions, ...row }) => ({
        ...row,
        recalled: { userId, at: row.postedAt },
      }));
      for (const row of conversation.stored.rows.flatMap((all) => all.at(-1) ?? [])) {
        if (row.replyTo?.seq !== seq) continue;
        conversation.revise(row.seq, (quoting) => ({
          ...quoting,
          replyTo: { seq, senderId: row.replyTo?.senderId ?? "" },
        }));
      }
      return recalled;
    });
  }

  rename(conversation: ModelConversation, title: string): void {
    this.#change(conversation, () => {
      conversation.append({ kind: "system", senderId: "other" });
      conversation.changeDetails({ title });
    });
  }

  /** `seenFrom`: the first seq that the new member sees; absent: what is posted from now on. */
  join(conversation: ModelConversation, userId: string, seenFrom?: number): void {
    if (conversation.membership(userId) !== undefined) return;
    this.#change(conversation, () => {
      const { seq, version } = conversation.append({ kind: "system", senderId: "other" });
      const before = conversation.stored.members.get(userId);
      const firstSeq = seenFrom ?? seq;
      const readSeq = Math.max(before?.readSeq ?? 0, seq - 1);
      conversation.putMember(userId, {
        member: { userId, role: "member", version },
        firstSeq,
        readSeq,
        changed: this.step,
      });
      conversation.changeDetails({ memberCount: conversation.present().length });
    });
  }

  leave(conversation: ModelConversation, userId: string): void {
    const held = conversation.membership(userId);
    if (held === undefined) return;
    this.#change(conversation, () => {
      const { version } = conversation.append({ kind: "system", senderId: "other" });
      const member = { ...held.member, version, left: true };
      conversation.putMember(userId, { ...held, member, changed: this.step });
      conversation.changeDetails({ memberCount: conversation.present().length });
    });
  }

  markRead(conversation: ModelConversation, userId: string, seq: number): ReadState | undefined {
    const held = conversation.membership(userId);
    if (held === undefined || seq > conversation.seq) return undefined;
    const moved = { ...held, readSeq: Math.max(seq, held.readSeq) };
    const state = { conversationId: conversation.id, userId, seq: moved.readSeq };
    const answer = userId === ME ? { ...state, ...conversation.unread(moved) } : state;
    if (seq <= held.readSeq) return answer;
    this.step++;
    conversation.putMember(userId, { ...moved, changed: this.step });
    if (conversation.membership(ME) !== undefined) this.#tell({ name: "ReadChanged", push: answer });
    return answer;
  }

  clear(conversation: ModelConversation, upTo: number): void {
    const held = conversation.membership(ME);
    if (held === undefined) return;
    this.step++;
    const last = Math.min(upTo, conversation.seq);
    const [firstSeq, readSeq] = [Math.max(held.firstSeq, last + 1), Math.max(held.readSeq, last)];
    conversation.putMember(ME, { ...held, firstSeq, readSeq, changed: this.step });
    this.#tell({ name: "Resync", push: { reason: "conversations_changed", delayMilliseconds: 0 } });
  }

  backUp(): void {
    this.#backup = new Map([...this.conversations].map(([id, { stored }]) => [id, structuredClone(stored)]));
  }

  /** Goes back to the backup, as an administrator does after a disaster. */
  restore(): void {
    this.epoch++;
    for (const [id, stored] of this.#backup) {
      this.conversations.set(id, new ModelConversation(structuredClone(stored)));
    }
  }

  #change<T>(conversation: ModelConversation, work: () => T): T {
    const after = conversation.version;
    const wasMine = conversation.membership(ME) !== undefined;
    this.step++;
    conversation.stored.changed = this.step;
    const result = work();
    // All members get the same push, also of rows from before they came.
    const push = conversation.since(after, 1, Number.POSITIVE_INFINITY);
    if (wasMine || conversation.membership(ME) !== undefined) this.#tell({ name: "Changed", push });
    return result;
  }
}

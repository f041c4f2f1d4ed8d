import type { Conversation, ConversationChanges, ConversationHead, Member, Message } from "../../src/wire/index.ts";
import { head, ME } from "../support.ts";

/** Who is further behind than this gets no changes, but loads anew. */
const MAX_BEHIND = 40;
/** Changes of one answer. */
const CHANGES = 12;

export interface Membership {
  readonly member: Member;
  readonly firstSeq: number;
  readonly readSeq: number;
  /** When it last changed, in steps of the server. */
  readonly changed: number;
}

/** What is stored of a conversation; plain, so that it can be copied for a backup. */
export interface Stored {
  details: Conversation;
  detailsVersion: number;
  version: number;
  /** When something of it last changed, in steps of the server. */
  changed: number;
  activeAt: string;
  /** All that each message has been, oldest first; by seq - 1. */
  readonly rows: Message[][];
  readonly members: Map<string, Membership>;
}

/** A conversation as the server keeps it, simple enough to be right by looking at it. */
export class ModelConversation {
  /** Messages that a page of changes left for the next one, and between which versions. */
  readonly #withheld = new Map<number, { readonly from: number; readonly to: number }>();
  readonly stored: Stored;

  constructor(stored: Stored) {
    this.stored = stored;
  }

  static found(id: string): ModelConversation {
    const { conversation, activeAt } = head();
    const details = { ...conversation, id, title: `Group ${id}`, memberCount: 0 };
    const stored = { details, detailsVersion: 0, version: 0, changed: 0, activeAt, rows: [], members: new Map() };
    return new ModelConversation(stored);
  }

  get id(): string {
    return this.stored.details.id;
  }
  get version(): number {
    return this.stored.version;
  }
  get seq(): number {
    return this.stored.rows.length;
  }

  row(seq: number): Message | undefined {
    return this.stored.rows[seq - 1]?.at(-1);
  }

  /**
   * The version which a copy of a message must have in a log of this version: that of then. A page of changes cannot have a message that has
   * changed once more since: until the next page comes, the log may have an older copy of that one.
   */
  leastVersionAt(seq: number, version: number): number {
    const held = this.#withheld.get(seq);
    if (held !== undefined && held.from <= version && version < held.to) return 0;
    return this.stored.rows[seq - 1]?.findLast((row) => row.version <= version)?.version ?? 0;
  }

  membership(userId: string): Membership | undefined {
    const held = this.stored.members.get(userId);
    return held?.member.left === true ? undefined : held;
  }

  present(): readonly string[] {
    return [...this.stored.members.keys()].filter((userId) => this.membership(userId) !== undefined);
  }

  append(row: Omit<Message, "conversationId" | "seq" | "version" | "postedAt">): Message {
    const { stored } = this;
    const [seq, version] = [this.seq + 1, ++stored.version];
    stored.activeAt = new Date(1_700_000_000_000 + stored.changed * 1_000).toISOString();
    const message = { ...row, conversationId: this.id, seq, version, postedAt: stored.activeAt };
    stored.rows.push([message]);
    return message;
  }

  revise(seq: number, change: (row: Message) => Message): Message | undefined {
    const row = this.row(seq);
    if (row === undefined) return undefined;
    const revised = { ...change(row), version: ++this.stored.version };
    this.stored.rows[seq - 1]?.push(revised);
    return revised;
  }

  putMember(userId: string, membership: Membership): void {
    this.stored.members.set(userId, membership);
  }

  changeDetails(change: Partial<Conversation>): void {
    this.stored.details = { ...this.stored.details, ...change };
    this.stored.detailsVersion = this.stored.version;
  }

  /** What changed after a version, as far as one may see who sees from a seq on. */
  since(after: number, firstSeq = 1, limit = CHANGES): ConversationChanges {
    const { version, detailsVersion, details, rows, members } = this.stored;
    const nothing = { conversationId: this.id, after, version };
    if (version - after > MAX_BEHIND || after > version) return { ...nothing, tooFarBehind: true };
    const messages = rows.flatMap((row) => row.at(-1) ?? []).filter((row) => row.version > after);
    const changed = [...members.values()].map(({ member }) => member).filter((member) => member.version > after);
    const versions = [...messages, ...changed].map((one) => one.version).sort((a, b) => a - b);
    const cut = versions[limit] === undefined ? version : Math.max(versions[limit] - 1, versions[0] ?? 0);
    for (const { seq, version: to } of messages.filter((row) => row.version > cut)) {
      const from = Math.min(cut, this.#withheld.get(seq)?.from ?? cut);
      this.#withheld.set(seq, { from, to });
    }
    return {
      ...nothing,
      version: cut,
      messages: messages.filter((row) => row.version <= cut && row.seq >= firstSeq),
      members: changed.filter((member) => member.version <= cut).map((member) => this.withCursor(member)),
      ...(cut === version && detailsVersion > after ? { conversation: details } : {}),
      ...(cut < version ? { more: true } : {}),
    };
  }

  withCursor(member: Member): Member {
    return { ...member, readSeq: this.stored.members.get(member.userId)?.readSeq ?? 0 };
  }

  head(): ConversationHead | undefined {
    const mine = this.membership(ME);
    if (mine === undefined) return undefined;
    const last = this.row(this.seq);
    return {
      conversation: this.stored.details,
      seq: this.seq,
      version: this.version,
      firstSeq: mine.firstSeq,
      readSeq: mine.readSeq,
      ...this.unread(mine),
      joinRequests: 0,
      role: mine.member.role,
      activeAt: this.stored.activeAt,
      ...(last === undefined || last.seq < mine.firstSeq ? {} : { lastMessage: last }),
    };
  }

  /** The messages of others after the cursor, and those of them that name me. */
  unread({ readSeq, firstSeq }: Membership): { readonly unread: number; readonly mentions: number } {
    const after = this.stored.rows
      .slice(Math.max(readSeq, firstSeq - 1))
      .flatMap((row) => row.at(-1) ?? [])
      .filter(({ kind, senderId, recalled }) => kind === "text" && senderId !== ME && recalled === undefined)
      .filter(({ threadSeq, alsoInMain }) => threadSeq === undefined || alsoInMain === true);
    const named = after.filter((row) => row.mentions?.includes(ME) === true);
    return { unread: Math.min(100, after.length), mentions: Math.min(100, named.length) };
  }
}

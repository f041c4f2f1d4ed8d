import type { Cancel, Chance, Clock, Locks } from "../src/core/ports.ts";
import type { ConversationChanges, ConversationHead, Message } from "../src/wire/index.ts";

/** Time that stands still until a test moves it. */
export class FakeClock implements Clock {
  #now = 1_000_000;
  #timers: { readonly at: number; readonly run: () => void }[] = [];
  readonly #settle: () => Promise<void>;

  /** `settled`: waits for what is done without the clock. */
  constructor(settled: () => Promise<void> = settle) {
    this.#settle = settled;
  }

  now = () => this.#now;

  after = (milliseconds: number, run: () => void): Cancel => {
    const timer = { at: this.#now + milliseconds, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  };

  frame = (run: () => void): Cancel => this.after(16, run);

  /** Moves on, running what becomes due, and lets promises settle in between. */
  async move(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    for (;;) {
      await this.#settle();
      const next = this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = end;
    await this.#settle();
  }
}

export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

/** The same numbers for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function fakeChance(next: () => number = () => 0.5): Chance {
  let count = 0;
  return { next, id: () => `id-${++count}` };
}

export const noLocks: Locks = { hold: () => () => undefined, held: async () => new Set() };

export const CONVERSATION = "c1";
export const ME = "me";
export const OTHER = "other";

export function message(seq: number, version = seq, more: Partial<Message> = {}): Message {
  return {
    conversationId: CONVERSATION,
    seq,
    version,
    kind: "text",
    senderId: OTHER,
    postedAt: new Date(1_700_000_000_000 + seq * 1_000).toISOString(),
    text: `text ${seq} at ${version}`,
    ...more,
  };
}

export function changes(after: number, version: number, messages: readonly Message[]): ConversationChanges {
  return { conversationId: CONVERSATION, after, version, messages };
}

export function head(more: Partial<ConversationHead> = {}): ConversationHead {
  return {
    conversation: {
      id: CONVERSATION,
      kind: "group",
      title: "A group",
      history: "all",
      memberCount: 2,
      createdAt: "2025-01-01T00:00:00Z",
      posting: "member",
      mentioningEveryone: "member",
      visibility: "private",
      joining: "invited",
    },
    seq: 0,
    version: 0,
    firstSeq: 1,
    readSeq: 0,
    unread: 0,
    joinRequests: 0,
    mentions: 0,
    role: "member",
    activeAt: "2025-01-01T00:00:00Z",
    ...more,
  };
}

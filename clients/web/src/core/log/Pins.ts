import { createStore } from "zustand/vanilla";
import type { Message, PinList } from "../../wire/index.ts";
import type { Outcome } from "../outcome.ts";

/** The pinned messages of the conversations that were looked at, the latest pin first. */
export class Pins {
  readonly store = createStore<ReadonlyMap<string, readonly Message[]>>(() => new Map());
  readonly #ask: (conversationId: string) => Promise<Outcome<PinList>>;
  /** What came while the server was asked: its answer may be older. */
  readonly #meanwhile = new Map<string, readonly Message[]>();

  constructor(ask: (conversationId: string) => Promise<Outcome<PinList>>) {
    this.#ask = ask;
  }

  /** Asks for the pins of a conversation; from then on `heard` keeps them. Throws `Unknown`. */
  async load(conversationId: string): Promise<Outcome<unknown>> {
    this.#meanwhile.set(conversationId, []);
    try {
      const outcome = await this.#ask(conversationId);
      const meanwhile = this.#meanwhile.get(conversationId);
      // Without it, the conversation was left.
      if (outcome.ok && meanwhile !== undefined) this.#put(conversationId, merged(outcome.value.messages, meanwhile));
      return outcome;
    } finally {
      this.#meanwhile.delete(conversationId);
    }
  }

  /** Rows of a conversation have come, or have changed. */
  heard(conversationId: string, rows: readonly Message[]): void {
    const meanwhile = this.#meanwhile.get(conversationId);
    if (meanwhile !== undefined) this.#meanwhile.set(conversationId, [...meanwhile, ...rows]);
    const held = this.store.getState().get(conversationId);
    if (held === undefined) return;
    const next = merged(held, rows);
    if (next !== held) this.#put(conversationId, next);
  }

  forget(conversationId: string): void {
    this.#meanwhile.delete(conversationId);
    const held = new Map(this.store.getState());
    if (held.delete(conversationId)) this.store.setState(held, true);
  }

  clear(): void {
    this.#meanwhile.clear();
    this.store.setState(new Map(), true);
  }

  #put(conversationId: string, messages: readonly Message[]): void {
    this.store.setState(new Map(this.store.getState()).set(conversationId, messages), true);
  }
}

/** The pins with rows that are as new or newer; the same array when nothing of it changed. */
export function merged(pins: readonly Message[], rows: readonly Message[]): readonly Message[] {
  const held = new Map(pins.map((pin) => [pin.seq, pin]));
  let isChanged = false;
  for (const row of rows) {
    const before = held.get(row.seq);
    if (before === undefined ? !isPinned(row) : before.version >= row.version) continue;
    isChanged = true;
    if (isPinned(row)) held.set(row.seq, row);
    else held.delete(row.seq);
  }
  return isChanged ? [...held.values()].sort(byPin) : pins;
}

const isPinned = ({ pinned, recalled }: Message): boolean => pinned !== undefined && recalled === undefined;

const byPin = (a: Message, b: Message): number =>
  Date.parse(b.pinned?.at ?? "") - Date.parse(a.pinned?.at ?? "") || b.seq - a.seq;

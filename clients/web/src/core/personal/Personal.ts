import { createStore } from "zustand/vanilla";
import type { GetPersonal, PersonalChanges, PersonalItem, PersonalKind, SetPersonal } from "../../wire/index.ts";
import { done, mayStillSucceed, type Outcome, Unknown } from "../outcome.ts";
import type { Cancel, Clock } from "../ports.ts";
import { idOf, putThings, type Things } from "./things.ts";

/** How long stragglers may take before a gap is asked about, in milliseconds. */
const GAP_WAIT = 300;

/** Pushes that wait for what comes before them; more are dropped, because a question will bring them all. */
const WAITING_MAX = 50;

export interface PersonalState {
  /** What the user keeps, with what he has just changed and the server has not confirmed yet. */
  readonly things: Things;
}

export interface PersonalParts {
  readonly clock: Clock;
  /** Both throw `Unknown` when nobody can say whether it was done. */
  readonly get: (request: GetPersonal) => Promise<Outcome<PersonalChanges>>;
  readonly set: (request: SetPersonal) => Promise<Outcome<PersonalItem>>;
  /** What the server has said; `full`: there is nothing else. */
  readonly changed: (items: readonly PersonalItem[], version: number, full: boolean) => void;
}

/**
 * What the user keeps for himself, the same on all his devices. Pushes, replies and pages all end in `apply`, which takes only what
 * follows on the held version. A wish shows at once, above what the server has said, until the server has answered it.
 */
export class Personal {
  readonly store = createStore<PersonalState>(() => ({ things: {} }));
  readonly #parts: PersonalParts;
  readonly #held = new Map<string, PersonalItem>();
  readonly #wishes = new Map<string, PersonalItem>();
  #version = 0;
  #waiting: PersonalChanges[] = [];
  #gap: Cancel | undefined;
  #asking: Promise<void> | undefined;
  /** What the pages of everything have named so far, while they are being asked for. */
  #named: Map<string, PersonalItem> | undefined;
  #later: Cancel | undefined;
  /** Counts how often everything was dropped: an answer to a question from before is worth nothing. */
  #epoch = 0;

  constructor(parts: PersonalParts) {
    this.#parts = parts;
  }

  get version(): number {
    return this.#version;
  }

  get(kind: PersonalKind, key: string): PersonalItem | undefined {
    return this.store.getState().things[kind]?.get(key);
  }

  /** Whether a wish for a thing waits for its answer. */
  isWished(kind: PersonalKind, key: string): boolean {
    return this.#wishes.has(idOf({ kind, key }));
  }

  /** What the cache knew; it is shown until the server has said more. */
  putCached(version: number, items: readonly PersonalItem[]): void {
    for (const item of items) this.#hold(item);
    this.#version = version;
    this.#show(items);
  }

  /** Takes changes in any order, also twice. A gap waits a moment for stragglers, then the server is asked. */
  apply(changes: PersonalChanges): void {
    if (this.#named === undefined && changes.version <= this.#version) return;
    if (this.#named !== undefined || changes.after > this.#version) {
      if (this.#waiting.length < WAITING_MAX) this.#waiting.push(changes);
      this.#gap ??= this.#parts.clock.after(GAP_WAIT, () => {
        this.#gap = undefined;
        if (this.#waiting.length > 0) void this.catchUp();
      });
      return;
    }
    this.#take(changes.items, changes.version);
    this.#takeWaiting();
  }

  /** The server's version, as a sync names it. */
  heard(version: number): void {
    if (version > this.#version) void this.catchUp();
  }

  /** Asks for what changed since the held version. While one question runs, further calls wait for it. */
  catchUp(): Promise<void> {
    this.#asking ??= this.#askAll().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /**
   * Writes or removes one thing. It shows at once; without a connection it is tried again after the next connect. A refusal takes it
   * back and is answered.
   */
  async put(item: PersonalItem): Promise<Outcome<PersonalItem>> {
    this.#wishes.set(idOf(item), item);
    this.#show([item]);
    return this.#say(item);
  }

  /** Writes one thing that shows only when the server has it. Throws `Unknown`; then it may be said again under the same key. */
  async confirm(item: PersonalItem): Promise<Outcome<PersonalItem>> {
    const outcome = await this.#parts.set({ item });
    if (outcome.ok) await this.#answered(outcome.value);
    return outcome;
  }

  /** The connection is back: what was not answered is said again. */
  wake(): void {
    this.#later?.();
    this.#later = undefined;
    for (const item of [...this.#wishes.values()]) void this.#say(item);
  }

  stop(): void {
    this.#gap?.();
    this.#gap = undefined;
    this.#later?.();
    this.#later = undefined;
  }

  /** Drops everything: another server epoch, or the end of the session. */
  clear(): void {
    this.stop();
    this.#epoch++;
    this.#held.clear();
    this.#wishes.clear();
    this.#waiting = [];
    this.#version = 0;
    this.store.setState({ things: {} });
  }

  async #say(item: PersonalItem): Promise<Outcome<PersonalItem>> {
    let outcome: Outcome<PersonalItem>;
    try {
      outcome = await this.#parts.set({ item });
    } catch (fault) {
      if (!(fault instanceof Unknown)) throw fault;
      return done(item);
    }
    if (outcome.ok) {
      const held = await this.#answered(outcome.value);
      if (!held) return outcome;
    } else if (mayStillSucceed(outcome.refusal.code)) {
      this.#tryLater(outcome.refusal.retryAfterMilliseconds);
      return done(item);
    }
    if (this.#wishes.get(idOf(item)) === item) {
      this.#wishes.delete(idOf(item));
      this.#show([item]);
    }
    return outcome;
  }

  /**
   * Whether what the server has answered is held now. Something that was not there to be removed is answered without a time: nothing
   * changed, and the version is that of another thing.
   */
  async #answered(item: PersonalItem): Promise<boolean> {
    const version = item.version ?? 0;
    if (item.changedAt === undefined) return true;
    if (version === this.#version + 1) this.apply({ after: version - 1, version, items: [item] });
    if (version > this.#version) await this.catchUp();
    // The question may have been on its way before the answer was true.
    if (version > this.#version) await this.catchUp();
    return version <= this.#version;
  }

  async #askAll(): Promise<void> {
    const epoch = this.#epoch;
    let since = this.#version;
    try {
      for (;;) {
        const reply = await this.#parts.get({ since });
        if (epoch !== this.#epoch) return;
        if (!reply.ok) {
          this.#tryLater(reply.refusal.retryAfterMilliseconds);
          return;
        }
        const { items, version, full, more } = reply.value;
        if (full === true) this.#named = new Map();
        for (const item of items) this.#named?.set(idOf(item), item);
        if (this.#named === undefined) this.#take(items, version);
        else if (more !== true) this.#replace([...this.#named.values()], version);
        if (more !== true) break;
        since = version;
      }
      this.#takeWaiting();
      this.#waiting = [];
    } catch (fault) {
      // The sync that follows the next connect asks again.
      if (!(fault instanceof Unknown)) throw fault;
    } finally {
      this.#named = undefined;
    }
  }

  #tryLater(milliseconds = 1_000): void {
    this.#later ??= this.#parts.clock.after(milliseconds, () => {
      this.wake();
      void this.catchUp();
    });
  }

  /** What waits is taken as far as it follows on; what is still behind a gap stays. */
  #takeWaiting(): void {
    const waiting = this.#waiting.sort((a, b) => a.version - b.version);
    this.#waiting = [];
    for (const changes of waiting) {
      if (changes.version <= this.#version) continue;
      if (changes.after > this.#version) this.#waiting.push(changes);
      else this.#take(changes.items, changes.version);
    }
  }

  #take(items: readonly PersonalItem[], version: number): void {
    const fresh = items.filter((item) => (item.version ?? 0) > (this.#held.get(idOf(item))?.version ?? 0));
    for (const item of fresh) this.#hold(item);
    this.#version = version;
    this.#show(fresh);
    this.#parts.changed(fresh, version, false);
  }

  #replace(items: readonly PersonalItem[], version: number): void {
    this.#held.clear();
    for (const item of items) this.#hold(item);
    this.#version = version;
    this.store.setState({ things: putThings({}, [...items, ...this.#wishes.values()]) });
    this.#parts.changed(items, version, true);
  }

  #hold(item: PersonalItem): void {
    this.#held.set(idOf(item), item);
  }

  /** Shows these things anew: a wish stands above what is held, and what is neither is gone. */
  #show(items: readonly PersonalItem[]): void {
    if (items.length === 0) return;
    const shown = items.map((item): PersonalItem => {
      const { kind, key } = item;
      return this.#wishes.get(idOf(item)) ?? this.#held.get(idOf(item)) ?? { kind, key, deleted: true };
    });
    this.store.setState({ things: putThings(this.store.getState().things, shown) });
  }
}

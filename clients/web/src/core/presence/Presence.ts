import { createStore } from "zustand/vanilla";
import type { PersonStatus, PresenceList, TypingState, UserPresence, WatchPresence } from "../../wire/index.ts";
import { type Outcome, Unknown } from "../outcome.ts";
import type { Cancel, Clock, Surroundings } from "../ports.ts";
import { nextEnd, statusAt, withoutEnded } from "./status.ts";

export interface PresenceStoreState {
  readonly users: ReadonlyMap<string, UserPresence>;
  /** Who types, by conversation. */
  readonly typing: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Typing is forgotten this long after its last sign, in milliseconds. */
const TYPING_FORGOTTEN = 6_000;
/** Typing is repeated this often while it goes on, in milliseconds. */
const TYPING_REPEATED = 4_000;
/** Away from the keyboard: nothing was touched for this long, in milliseconds. */
const AWAY_AFTER = 5 * 60_000;
const WATCHED_MAX = 500;
/** Timers of browsers hold no longer; a status that ends later is looked at again then, in milliseconds. */
const LONGEST_TIMER = 86_400_000;

/** Who is here and who types: asked for only about what is on the screen, and soft in every way. */
export class Presence {
  readonly store = createStore<PresenceStoreState>(() => ({ users: new Map(), typing: new Map() }));
  readonly #watch: (request: WatchPresence) => Promise<Outcome<PresenceList>>;
  readonly #sayTyping: (conversationId: string, active: boolean) => Promise<unknown>;
  readonly #clock: Clock;
  readonly #surroundings: Surroundings;
  readonly #viewers = new Map<object, readonly string[]>();
  readonly #typingEnds = new Map<string, Cancel>();
  #conversationId: string | undefined;
  #away = false;
  #timer: Cancel | undefined;
  #awayTimer: Cancel | undefined;
  #statusTimer: Cancel | undefined;
  #saidTyping: { readonly conversationId: string; readonly at: number } | undefined;

  constructor(
    calls: {
      watch: (request: WatchPresence) => Promise<Outcome<PresenceList>>;
      sayTyping: (conversationId: string, active: boolean) => Promise<unknown>;
    },
    ports: { clock: Clock; surroundings: Surroundings },
  ) {
    this.#watch = calls.watch;
    this.#sayTyping = calls.sayTyping;
    this.#clock = ports.clock;
    this.#surroundings = ports.surroundings;
  }

  start(): void {
    this.#checkAway();
  }

  stop(): void {
    this.#timer?.();
    this.#awayTimer?.();
    this.#statusTimer?.();
    for (const cancel of this.#typingEnds.values()) cancel();
    this.#typingEnds.clear();
  }

  /** A part of the screen shows these users until `Cancel`. */
  show(userIds: readonly string[]): Cancel {
    const viewer = {};
    this.#viewers.set(viewer, userIds);
    this.#watchSoon();
    return () => {
      this.#viewers.delete(viewer);
      this.#watchSoon();
    };
  }

  /** The conversation on the screen: typing in it is pushed to this tab. */
  open(conversationId: string | undefined): void {
    if (this.#conversationId === conversationId) return;
    this.#conversationId = conversationId;
    this.#watchSoon();
  }

  /** Says what this tab looks at; after each connect, and when it changes. */
  async watchNow(): Promise<void> {
    this.#timer?.();
    this.#timer = undefined;
    const userIds = [...new Set([...this.#viewers.values()].flat())].slice(0, WATCHED_MAX);
    try {
      const reply = await this.#watch({
        userIds,
        away: this.#away,
        ...(this.#conversationId === undefined ? {} : { conversationId: this.#conversationId }),
      });
      if (!reply.ok) return;
      const users = new Map(this.store.getState().users);
      for (const user of reply.value.users) users.set(user.userId, user);
      this.#put(users);
    } catch (fault) {
      if (!(fault instanceof Unknown)) throw fault;
    }
  }

  /** Nothing is known of anybody while there is no connection. */
  disconnected(): void {
    for (const cancel of this.#typingEnds.values()) cancel();
    this.#typingEnds.clear();
    this.store.setState({ users: new Map(), typing: new Map() });
  }

  putPresence(presence: UserPresence): void {
    this.#put(new Map(this.store.getState().users).set(presence.userId, presence));
  }

  /** The user has said this of himself; others hear of it from the server. */
  putStatus(userId: string, status: PersonStatus): void {
    const { status: _, ...held } = this.store.getState().users.get(userId) ?? { userId, state: "online" as const };
    const said = statusAt(status, this.#clock.now());
    this.putPresence(said === undefined ? held : { ...held, status: said });
  }

  putTyping(state: TypingState): void {
    const key = `${state.conversationId} ${state.userId}`;
    this.#typingEnds.get(key)?.();
    this.#typingEnds.delete(key);
    this.#setTyping(state.conversationId, state.userId, state.active);
    if (!state.active) return;
    const end = this.#clock.after(TYPING_FORGOTTEN, () => {
      this.#typingEnds.delete(key);
      this.#setTyping(state.conversationId, state.userId, false);
    });
    this.#typingEnds.set(key, end);
  }

  /** The user has changed the text in a composer. */
  typed(conversationId: string, empty: boolean): void {
    const said = this.#saidTyping;
    const now = this.#clock.now();
    if (empty) {
      this.stoppedTyping();
      return;
    }
    if (said?.conversationId === conversationId && now - said.at < TYPING_REPEATED) return;
    if (said !== undefined && said.conversationId !== conversationId) this.stoppedTyping();
    this.#saidTyping = { conversationId, at: now };
    this.#say(conversationId, true);
  }

  /** The text is sent, emptied or left. */
  stoppedTyping(): void {
    const said = this.#saidTyping;
    this.#saidTyping = undefined;
    if (said !== undefined && this.#clock.now() - said.at < TYPING_FORGOTTEN) this.#say(said.conversationId, false);
  }

  /** Takes what is known of users, and lets their statuses go when their time is over. */
  #put(users: ReadonlyMap<string, UserPresence>): void {
    const now = this.#clock.now();
    const held = withoutEnded(users, now);
    if (held !== this.store.getState().users) this.store.setState({ users: held });
    this.#statusTimer?.();
    const end = nextEnd(held);
    this.#statusTimer =
      end === undefined
        ? undefined
        : this.#clock.after(Math.min(end - now, LONGEST_TIMER), () => this.#put(this.store.getState().users));
  }

  #say(conversationId: string, active: boolean): void {
    this.#sayTyping(conversationId, active).catch(() => undefined);
  }

  #setTyping(conversationId: string, userId: string, active: boolean): void {
    const { typing } = this.store.getState();
    const held = typing.get(conversationId);
    if ((held?.has(userId) ?? false) === active) return;
    const users = new Set(held);
    if (active) users.add(userId);
    else users.delete(userId);
    this.store.setState({ typing: new Map(typing).set(conversationId, users) });
  }

  #watchSoon(): void {
    this.#timer ??= this.#clock.after(100, () => void this.watchNow());
  }

  #checkAway(): void {
    const away = this.#clock.now() - this.#surroundings.lastActed() > AWAY_AFTER;
    if (away !== this.#away) {
      this.#away = away;
      void this.watchNow();
    }
    this.#awayTimer = this.#clock.after(30_000, () => this.#checkAway());
  }

  /** The user is back at the keyboard; no need to wait for the next look. */
  acted(): void {
    if (!this.#away) return;
    this.#away = false;
    void this.watchNow();
  }
}

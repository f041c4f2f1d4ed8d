import type { Message } from "../../wire/index.ts";
import type { Cancel, Clock } from "../ports.ts";

/** What a screen reader is told: one message with its text, or only how many there are. */
export type Announcement =
  | { readonly kind: "message"; readonly message: Message }
  | { readonly kind: "count"; readonly count: number };

/** At most one announcement in this time, in milliseconds. */
const EVERY = 2_000;

/** Tells of new messages without talking all the time: what comes within two seconds of an announcement is counted into the next. */
export class Announcements {
  readonly #clock: Clock;
  readonly #say: (announcement: Announcement) => void;
  #waiting: readonly Message[] = [];
  #pause: Cancel | undefined;

  constructor(clock: Clock, say: (announcement: Announcement) => void) {
    this.#clock = clock;
    this.#say = say;
  }

  heard(messages: readonly Message[]): void {
    this.#waiting = [...this.#waiting, ...messages];
    if (this.#pause === undefined) this.#speak();
  }

  stop(): void {
    this.#pause?.();
    this.#pause = undefined;
    this.#waiting = [];
  }

  #speak(): void {
    this.#pause = undefined;
    const [message, ...others] = this.#waiting;
    if (message === undefined) return;
    this.#waiting = [];
    this.#pause = this.#clock.after(EVERY, () => this.#speak());
    this.#say(others.length === 0 ? { kind: "message", message } : { kind: "count", count: others.length + 1 });
  }
}

import { createStore } from "zustand/vanilla";
import type { Clock } from "../ports.ts";
import { countHan, type Reading } from "./units.ts";

/** Knows how texts are read, each answered in its place. It is far away and may fail. */
export type Pronounce = (texts: readonly string[]) => Promise<readonly Reading[]>;

/** Texts of one question: the first answers come soon. */
const BATCH = 500;
/** What is wanted within this time is asked together, in milliseconds. */
const COLLECTED = 50;

/** How names are read, each asked once. Until the first `begin` nothing is asked. */
export class Readings {
  /** How many answers came: with each, more is found. */
  readonly store = createStore<{ readonly answers: number }>(() => ({ answers: 0 }));
  readonly #pronounce: Pronounce;
  readonly #clock: Clock;
  readonly #known = new Map<string, Reading>();
  readonly #wanted = new Set<string>();
  #state: "waiting" | "idle" | "asking" = "waiting";

  constructor(pronounce: Pronounce, clock: Clock) {
    this.#pronounce = pronounce;
    this.#clock = clock;
  }

  of(text: string): Reading | undefined {
    return this.#known.get(text);
  }

  /** Nothing more can be known of how a text is read. */
  knows(text: string): boolean {
    return this.#known.has(text) || countHan(text) === 0;
  }

  want(text: string): void {
    if (this.#wanted.has(text) || this.knows(text)) return;
    this.#wanted.add(text);
    if (this.#state === "idle") this.#askSoon();
  }

  /** The user may soon look for somebody; also asks again for what could not be answered. */
  begin(): void {
    if (this.#state !== "asking") this.#askSoon();
  }

  #askSoon(): void {
    this.#state = "asking";
    this.#clock.after(COLLECTED, () => void this.#ask());
  }

  async #ask(): Promise<void> {
    try {
      while (this.#wanted.size > 0) {
        const texts = [...this.#wanted].slice(0, BATCH);
        const readings = await this.#pronounce(texts);
        texts.forEach((text, place) => {
          this.#wanted.delete(text);
          this.#known.set(text, readings[place] ?? []);
        });
        this.store.setState(({ answers }) => ({ answers: answers + 1 }));
      }
    } catch {
      // Names are found as they are written; what is wanted is asked again with the next `begin`.
    }
    this.#state = "idle";
  }
}

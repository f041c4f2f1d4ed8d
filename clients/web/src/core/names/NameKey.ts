import { type Folded, fold } from "./fold.ts";
import { Spoken, type Taken } from "./Spoken.ts";
import { type Reading, startsUnit, type Unit, unitsOf } from "./units.ts";

/** How well a term fits, the best first. */
export const RANK = { whole: 0, beginning: 1, within: 2, inside: 3, about: 4 } as const;
export type Rank = (typeof RANK)[keyof typeof RANK];

/** From and to, in code units of the name as it is written. */
export type Range = readonly [from: number, to: number];

export interface Fit {
  readonly rank: Rank;
  readonly ranges: readonly Range[];
}

/**
 * A name as people look for it: by its characters, by how they are read, by initials, and by any mixture of these from one character or
 * word on, as the server does it. Besides, by any part of its text.
 */
export class NameKey {
  readonly name: string;
  readonly #folded: Folded;
  readonly #units: readonly Unit[];
  /** With one of these a term begins that fits by units. */
  readonly #firsts: string;

  constructor(name: string, reading: Reading | undefined) {
    this.name = name;
    this.#folded = fold(name);
    this.#units = unitsOf(this.#folded, reading ?? []);
    this.#firsts = this.#units
      .flatMap(({ text, readings }) => [text, ...readings].map((key) => key.charAt(0)))
      .join("");
  }

  /** How well a folded term fits; undefined for not at all. */
  fit(term: string): Fit | undefined {
    const written = this.#written(term);
    if (written !== undefined && written.rank <= RANK.beginning) return written;
    const spoken = this.#firsts.includes(term.charAt(0)) ? this.#spoken(term) : undefined;
    if (written === undefined || spoken === undefined) return written ?? spoken;
    return written.rank <= spoken.rank ? written : spoken;
  }

  #written(term: string): Fit | undefined {
    const { text } = this.#folded;
    const first = text.indexOf(term);
    if (first < 0) return undefined;
    const found = (rank: Rank, at: number): Fit => ({ rank, ranges: this.#ranges([{ at, length: term.length }]) });
    if (first === 0) return found(text.length === term.length ? RANK.whole : RANK.beginning, 0);
    for (let at = first; at >= 0; at = text.indexOf(term, at + 1)) {
      if (startsUnit(text, at)) return found(RANK.within, at);
    }
    return found(RANK.inside, first);
  }

  #spoken(term: string): Fit | undefined {
    const spoken = new Spoken(this.#units, term);
    for (let first = 0; first < this.#units.length; first++) {
      const taken = spoken.from(first);
      if (taken === undefined) continue;
      const whole = taken.length === this.#units.length && taken.every((part) => part.whole);
      const rank = whole ? RANK.whole : first === 0 ? RANK.beginning : RANK.within;
      return { rank, ranges: this.#ranges(taken) };
    }
    return undefined;
  }

  #ranges(taken: readonly Pick<Taken, "at" | "length">[]): readonly Range[] {
    const { origins } = this.#folded;
    const ranges: [number, number][] = [];
    for (const { at, length } of taken) {
      const from = origins[at] ?? 0;
      let end = at + length;
      // Half of a ligature is marked with the other half.
      while (end < origins.length - 1 && origins[end] === origins[end - 1]) end++;
      const to = origins[end] ?? from;
      const last = ranges.at(-1);
      if (last?.[1] === from) last[1] = to;
      else ranges.push([from, to]);
    }
    return ranges;
  }
}

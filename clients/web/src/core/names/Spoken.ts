import type { Unit } from "./units.ts";

/** What a term takes of one unit. */
export interface Taken {
  /** From here in the folded text, so many code units of it. */
  readonly at: number;
  readonly length: number;
  /** Nothing of the character, its reading or the word is left over. */
  readonly whole: boolean;
}

/** One term against one name: from one unit on, each character or the beginning of its reading, or the beginning of each word. */
export class Spoken {
  readonly #units: readonly Unit[];
  readonly #term: string;
  /** What was tried in vain: a name like "aaa aaa aaa" would else be tried in all ways. */
  #failed: Set<number> | undefined;

  constructor(units: readonly Unit[], term: string) {
    this.#units = units;
    this.#term = term;
  }

  /** What the rest of the term, from a place on, takes of the name from one unit on. */
  from(index: number, place = 0): readonly Taken[] | undefined {
    let at = place;
    // Spaces part readings, as in "wang fang" and "xi'an"; they need not be there.
    while (this.#term[at] === " " || this.#term[at] === "'") at++;
    const unit = this.#units[index];
    const state = index * this.#term.length + at;
    if (unit === undefined || at >= this.#term.length || this.#failed?.has(state) === true) return undefined;
    let found = this.#key(unit.text, unit, index, at);
    for (const reading of unit.readings) found ??= this.#key(reading, unit, index, at);
    if (found !== undefined) return found;
    this.#failed ??= new Set();
    this.#failed.add(state);
    return undefined;
  }

  #key(key: string, unit: Unit, index: number, at: number): readonly Taken[] | undefined {
    const common = this.#common(key, at);
    const written = key === unit.text;
    const least = written && unit.han ? key.length : 1;
    for (let length = common; length >= least; length--) {
      // A character is marked as a whole, however little of its reading was typed.
      const taken = { at: unit.at, length: written ? length : unit.text.length, whole: length === key.length };
      if (at + length === this.#term.length) return [taken];
      const rest = this.from(index + 1, at + length);
      if (rest !== undefined) return [taken, ...rest];
    }
    return undefined;
  }

  #common(key: string, at: number): number {
    let common = 0;
    while (common < key.length && key[common] === this.#term[at + common]) common++;
    return common;
  }
}

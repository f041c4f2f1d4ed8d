import { random } from "../support.ts";

/** Everything that happens by chance in one run, the same for the same seed. */
export class Dice {
  readonly next: () => number;

  constructor(seed: number) {
    this.next = random(seed);
  }

  /** From 0, below `bound`. */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  /** Both ends included. */
  between(first: number, last: number): number {
    return first + this.below(last - first + 1);
  }

  isLucky(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(among: readonly T[]): T | undefined {
    return among[this.below(among.length)];
  }
}

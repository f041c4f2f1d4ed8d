import type { Chance } from "./ports.ts";

/** Milliseconds before try number `attempt` (from 0): full jitter below a bound that doubles from 1 s to 10 s. */
export function backOff(attempt: number, chance: Chance): number {
  const bound = Math.min(10_000, 1_000 * 2 ** Math.min(attempt, 5));
  return Math.round(bound * chance.next());
}

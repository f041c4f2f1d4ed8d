import type { ConversationChanges, Message } from "../../wire/index.ts";
import { lastSeq, putRows, type Run, runWith } from "./runs.ts";

/** One conversation's messages as this client holds them. Every held row is as it was at `version`, or newer, or has changed since. */
export interface Log {
  readonly version: number;
  readonly runs: readonly Run[];
}

export const emptyLog = (version: number): Log => ({ version, runs: [] });

/**
 * What became of changes: taken; `old` (everything was held already); `gap` (something between is missing, nothing was taken);
 * `behind` (too much changed: the rows are gone and the newest page must be loaded).
 */
export type Applied = "taken" | "old" | "gap" | "behind";

/** Takes changes, from whatever way they came. Idempotent; older never overwrites newer. */
export function applyToLog(log: Log, changes: ConversationChanges): { readonly log: Log; readonly applied: Applied } {
  if (changes.version <= log.version) return { log, applied: "old" };
  if (changes.tooFarBehind === true) return { log: emptyLog(changes.version), applied: "behind" };
  if (changes.after > log.version) return { log, applied: "gap" };
  return {
    log: { version: changes.version, runs: putRows(log.runs, changes.messages ?? []) },
    applied: "taken",
  };
}

/** Takes rows of a page or of the cache. They do not move the version: a page says nothing of other rows. */
export function takeRows(log: Log, rows: readonly Message[]): Log {
  const runs = putRows(log.runs, rows);
  return runs === log.runs ? log : { ...log, runs };
}

/** The run at the end. It alone takes live messages, and it alone is whole only when it reaches the conversation's seq. */
export const newestRun = (log: Log | undefined): Run | undefined => log?.runs.at(-1);

/** The run that a view shows: the one that holds a seq; without a seq, or when it is gone, the newest. */
export const shownRun = (log: Log | undefined, anchor: number | undefined): Run | undefined =>
  (anchor === undefined || log === undefined ? undefined : runWith(log.runs, anchor)) ?? newestRun(log);

export const reaches = (log: Log | undefined, seq: number): boolean => {
  const run = newestRun(log);
  return run !== undefined && lastSeq(run) >= seq;
};

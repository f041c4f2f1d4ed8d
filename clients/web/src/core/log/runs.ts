import type { Message } from "../../wire/index.ts";

/** Messages of one conversation without a hole between the first and the last, by seq. Never empty. */
export type Run = readonly Message[];

export const firstSeq = (run: Run): number => run[0]?.seq ?? 0;
export const lastSeq = (run: Run): number => run.at(-1)?.seq ?? 0;

/**
 * Puts rows, in any order, among runs that are sorted and neither overlap nor touch, and answers runs of the same kind. Of two
 * copies of a row the one with the higher version stays. Answers `runs` itself when nothing became different.
 */
export function putRows(runs: readonly Run[], rows: readonly Message[]): readonly Run[] {
  let result = runs;
  for (const segment of segments(rows)) result = putSegment(result, segment);
  return result;
}

/** The rows from `seq` on; earlier ones are no longer kept by the server. */
export function dropBefore(runs: readonly Run[], seq: number): readonly Run[] {
  if (runs.every((run) => firstSeq(run) >= seq)) return runs;
  return runs.map((run) => run.filter((row) => row.seq >= seq)).filter((run) => run.length > 0);
}

/** The run that holds `seq`. */
export function runWith(runs: readonly Run[], seq: number): Run | undefined {
  return runs.find((run) => firstSeq(run) <= seq && seq <= lastSeq(run));
}

export function rowAt(runs: readonly Run[], seq: number): Message | undefined {
  const run = runWith(runs, seq);
  return run?.[seq - firstSeq(run)];
}

function segments(rows: readonly Message[]): Run[] {
  const sorted = [...rows].sort((a, b) => a.seq - b.seq || a.version - b.version);
  const result: Message[][] = [];
  for (const row of sorted) {
    const open = result.at(-1);
    const last = open?.at(-1);
    if (open === undefined || last === undefined || row.seq > last.seq + 1) result.push([row]);
    else if (row.seq === last.seq) open[open.length - 1] = row;
    else open.push(row);
  }
  return result;
}

function putSegment(runs: readonly Run[], segment: Run): readonly Run[] {
  const touching = runs.filter((run) => firstSeq(run) <= lastSeq(segment) + 1 && lastSeq(run) >= firstSeq(segment) - 1);
  const only = touching[0];
  if (only === undefined) return [...runs, segment].sort((a, b) => firstSeq(a) - firstSeq(b));
  if (touching.length === 1 && holds(only, segment)) return runs;

  const first = Math.min(firstSeq(segment), firstSeq(only));
  const merged: Message[] = [];
  for (const run of [...touching, segment]) {
    for (const row of run) {
      const held = merged[row.seq - first];
      if (held === undefined || held.version < row.version) merged[row.seq - first] = row;
    }
  }
  const rest = runs.filter((run) => !touching.includes(run));
  return [...rest, merged].sort((a, b) => firstSeq(a) - firstSeq(b));
}

function holds(run: Run, segment: Run): boolean {
  return segment.every((row) => {
    const held = run[row.seq - firstSeq(run)];
    return held !== undefined && held.version >= row.version;
  });
}

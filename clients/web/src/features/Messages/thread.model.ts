import type { Run } from "../../core/log/runs.ts";
import type { Message } from "../../wire/index.ts";

/** The rows of a thread, its first message included, by seq: of two copies the one with the higher version. */
export function threadRows(threadSeq: number, fetched: readonly Message[], runs: readonly Run[]): readonly Message[] {
  const rows = new Map<number, Message>();
  const belongs = (row: Message) => row.seq === threadSeq || row.threadSeq === threadSeq;
  for (const row of [...fetched, ...runs.flat()].filter(belongs)) {
    const held = rows.get(row.seq);
    if (held === undefined || row.version > held.version) rows.set(row.seq, row);
  }
  return [...rows.values()].sort((a, b) => a.seq - b.seq);
}

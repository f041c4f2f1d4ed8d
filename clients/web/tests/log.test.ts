import { describe, expect, test } from "vitest";
import { applyToLog, emptyLog, type Log, takeRows } from "../src/core/log/Log.ts";
import { dropBefore, firstSeq, lastSeq, putRows, type Run } from "../src/core/log/runs.ts";
import type { ConversationChanges, Message } from "../src/wire/index.ts";
import { CONVERSATION, changes, message, random } from "./support.ts";

const seqs = (runs: readonly Run[]) => runs.map((run) => run.map((row) => row.seq));

/** Runs are sorted, neither overlap nor touch, and have no hole inside. */
function expectSound(runs: readonly Run[]): void {
  for (const [index, run] of runs.entries()) {
    expect(run.length).toBe(lastSeq(run) - firstSeq(run) + 1);
    for (const [place, row] of run.entries()) expect(row?.seq).toBe(firstSeq(run) + place);
    const next = runs[index + 1];
    if (next !== undefined) expect(firstSeq(next)).toBeGreaterThan(lastSeq(run) + 1);
  }
}

describe("runs", () => {
  test("rows that touch become one run, others stay apart", () => {
    let runs = putRows([], [message(1), message(2), message(5)]);
    expect(seqs(runs)).toEqual([[1, 2], [5]]);
    runs = putRows(runs, [message(3), message(4)]);
    expect(seqs(runs)).toEqual([[1, 2, 3, 4, 5]]);
  });

  test("the higher version stays, in whatever order the two come", () => {
    const old = message(1, 1);
    const edited = message(1, 9);
    expect(putRows(putRows([], [edited]), [old])[0]?.[0]).toBe(edited);
    expect(putRows(putRows([], [old]), [edited])[0]?.[0]).toBe(edited);
    expect(putRows([], [edited, old])[0]?.[0]).toBe(edited);
  });

  test("what brings nothing new leaves the very same runs", () => {
    const runs = putRows([], [message(1), message(2)]);
    expect(putRows(runs, [message(2)])).toBe(runs);
  });

  test("rows before the first kept seq go", () => {
    expect(seqs(dropBefore(putRows([], [message(1), message(2), message(4)]), 2))).toEqual([[2], [4]]);
  });

  test("any set of rows in any order gives sound runs that hold exactly these rows", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const next = random(seed);
      const newest = new Map<number, number>();
      let runs: readonly Run[] = [];
      for (let step = 0; step < 30; step++) {
        const first = 1 + Math.floor(next() * 40);
        const rows = Array.from({ length: 1 + Math.floor(next() * 6) }, (_, index) =>
          message(first + index, 1 + Math.floor(next() * 50)),
        );
        for (const row of rows) newest.set(row.seq, Math.max(newest.get(row.seq) ?? 0, row.version));
        runs = putRows(runs, rows);
        expectSound(runs);
      }
      const held = new Map(runs.flat().map((row) => [row.seq, row.version]));
      expect([...held].sort((a, b) => a[0] - b[0])).toEqual([...newest].sort((a, b) => a[0] - b[0]));
    }
  });
});

describe("a log", () => {
  test("takes changes once, and refuses what follows on a gap", () => {
    const one = applyToLog(emptyLog(0), changes(0, 1, [message(1)]));
    expect(one.applied).toBe("taken");
    expect(applyToLog(one.log, changes(0, 1, [message(1)]))).toEqual({ log: one.log, applied: "old" });
    expect(applyToLog(one.log, changes(2, 3, [message(3)]))).toEqual({ log: one.log, applied: "gap" });
  });

  test("that is too far behind drops its rows and takes the present version", () => {
    const log = takeRows(emptyLog(5), [message(1)]);
    const behind = { conversationId: CONVERSATION, after: 0, version: 900, tooFarBehind: true };
    expect(applyToLog(log, behind)).toEqual({ log: emptyLog(900), applied: "behind" });
  });

  test("old state, pushes in any order, twice or lost, and then catch-up are what a fresh fetch gives", () => {
    for (let seed = 1; seed <= 300; seed++) {
      const next = random(seed);
      const server = new Server();
      const pushes: ConversationChanges[] = [];
      for (let step = 0; step < 25; step++) pushes.push(server.change(next));

      const start = Math.floor(next() * pushes.length);
      let log: Log = takeRows(emptyLog(start), server.at(start));
      const schedule = pushes
        .filter(() => next() > 0.3)
        .flatMap((push) => (next() > 0.7 ? [push, push] : [push]))
        .sort(() => next() - 0.5);
      for (const push of schedule) {
        const result = applyToLog(log, push);
        log = result.log;
        if (result.applied === "gap" && next() > 0.5) log = applyToLog(log, server.since(log.version)).log;
        expectSound(log.runs);
      }
      log = applyToLog(log, server.since(log.version)).log;
      expect(log.version).toBe(server.version);
      expect(log.runs.flat()).toEqual(server.at(server.version));
    }
  });
});

/** The server's log, simple enough to be right by looking at it. */
class Server {
  readonly #rows: Message[][] = [[]];

  get version(): number {
    return this.#rows.length - 1;
  }

  /** Posts or edits; answers the push. */
  change(next: () => number): ConversationChanges {
    const rows = [...this.at(this.version)];
    const version = this.version + 1;
    const edited = next() < 0.4 ? rows[Math.floor(next() * rows.length)] : undefined;
    const row = message(edited?.seq ?? rows.length + 1, version);
    rows[row.seq - 1] = row;
    this.#rows.push(rows);
    return changes(version - 1, version, [row]);
  }

  at(version: number): readonly Message[] {
    return this.#rows[version] ?? [];
  }

  since(version: number): ConversationChanges {
    return changes(
      version,
      this.version,
      this.at(this.version).filter((row) => row.version > version),
    );
  }
}

import { describe, expect, test } from "vitest";
import { inOrder } from "../src/features/Identity/sessions.model.ts";
import { partsOf } from "../src/features/Operations/policies.model.ts";
import {
  countOfFaults,
  factsOfDatabase,
  factsOfStorage,
  factsOfWork,
} from "../src/features/Operations/system.model.ts";
import type { Policy, Session, SystemReport } from "../src/wire/index.ts";

const good = { state: "good", advice: [] } as const;

const report: SystemReport = {
  at: "2027-03-01T12:00:00Z",
  nodes: [
    {
      ...good,
      name: "a/1",
      current: true,
      version: "1",
      uptimeSeconds: 60,
      connections: 1,
      processBytes: 2,
      heapBytes: 1,
      memoryBytes: 10,
      backlogBytes: 0,
      backlogLimit: 10,
      draining: false,
      errors: 0,
    },
  ],
  link: { ...good, link: "none" },
  database: { ...good, version: "17.2", connections: 3, maxConnections: 100 },
  storage: { ...good, kind: "directory", freeBytes: 5, totalBytes: 10 },
  work: { ...good, filesWaiting: 2, filesWaitingSeconds: 9, overdue: 0 },
  counts: {},
};

describe("rules", () => {
  const rule = (setting: string, area: Policy["area"]): Policy => ({ setting, area, unit: "count", isDefault: true });

  test("are in their areas, and a rate is one with what may be done at once", () => {
    const parts = partsOf([
      rule("Messages:MaxPins", "messages"),
      rule("Limits:Send:PerSecond", "rates"),
      rule("Limits:Send:AtOnce", "rates"),
    ]);
    expect(parts.map(({ area, rows }) => [area, rows.map(({ policies }) => policies.length)])).toEqual([
      ["messages", [1]],
      ["rates", [2]],
    ]);
  });

  test("of a newer server are shown by the name of their setting alone", () => {
    expect(partsOf([rule("Messages:Unheard", "messages")])[0]?.rows[0]?.label).toBeUndefined();
  });
});

describe("health", () => {
  test("counts what somebody should look at", () => {
    expect(countOfFaults(report)).toBe(0);
    const link = { state: "broken", advice: ["link_down"], link: "down" } as const;
    const storage = { state: "unknown", advice: ["no_answer"], kind: "directory" } as const;
    expect(countOfFaults({ ...report, link, storage })).toBe(2);
  });

  test("shows only what is known", () => {
    expect(factsOfDatabase({ state: "unknown", advice: ["no_answer"] })).toEqual([]);
    expect(factsOfDatabase(report.database).map(({ label }) => label)).toEqual([
      "settings.version",
      "system.dbConnections",
    ]);
    expect(factsOfStorage({ ...good, kind: "object_storage" }).map(({ label }) => label)).toEqual(["system.kind"]);
    expect(factsOfWork(report.work).map(({ unit }) => unit)).toEqual(["waiting", "count"]);
  });
});

test("the session that asks comes first", () => {
  const session = (id: string, current: boolean): Session => ({
    id,
    device: "x",
    createdAt: report.at,
    lastSeenAt: report.at,
    current,
  });
  expect(inOrder([session("a", false), session("b", true), session("c", false)]).map(({ id }) => id)).toEqual([
    "b",
    "a",
    "c",
  ]);
});

import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { World } from "./fuzz/World.ts";

/** How many seeds are run, and from which on. `FUZZ_SEED` alone runs that one. */
const first = Number(process.env["FUZZ_SEED"] ?? 1);
const count = Number(process.env["FUZZ_SEEDS"] ?? (process.env["FUZZ_SEED"] === undefined ? 200 : 1));

test(`whatever happens on the way, the client ends with what the server has: ${count} seeds`, {
  timeout: 0,
}, async () => {
  let failed = 0;
  for (let seed = first; seed < first + count; seed++) {
    await World.run(seed).catch((fault: unknown) => {
      failed++;
      if (failed <= 5) console.error(String(fault));
    });
  }
  expect(failed).toBe(0);
});

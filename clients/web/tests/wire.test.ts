import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const check = (...files: string[]) =>
  spawnSync(process.execPath, [at("../scripts/check-wire.mjs"), ...files], { encoding: "utf8" });
/** The generator may have to be installed first. */
const LIMIT = 120_000;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "messenger-wire-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("the types of the wire are those of the document", { timeout: LIMIT }, () => {
  expect(check()).toMatchObject({ status: 0, stderr: "" });
});

test("a document that was changed alone fails the check with one line that says what to do", { timeout: LIMIT }, () => {
  const document = readFileSync(at("../../../docs/openapi.json"), "utf8");
  const changed = join(folder, "openapi.json");
  writeFileSync(changed, document.replaceAll('"hasBefore"', '"hasEarlier"'));
  const { status, stderr } = check(changed);
  expect(status).toBe(1);
  expect(stderr.trim().split("\n")).toEqual([
    "wire: src/wire/generated.ts is older than docs/openapi.json; run 'npm run wire'",
  ]);
});

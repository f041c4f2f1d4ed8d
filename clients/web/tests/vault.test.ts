import "fake-indexeddb/auto";
import { openDB } from "idb";
import { afterEach, beforeEach, expect, test } from "vitest";
import { IndexedDbVault } from "../src/browser/indexedDbVault.ts";
import type { Batch, LogWrite } from "../src/core/cache/Vault.ts";
import type { Message } from "../src/wire/index.ts";
import { CONVERSATION, head, message } from "./support.ts";

const DAY = 24 * 60 * 60 * 1_000;
let vault: IndexedDbVault;
let now = 1_000 * DAY;
const batch = (log: Partial<LogWrite>, more: Partial<Batch> = {}): Batch => ({
  heads: [],
  users: [],
  members: new Map(),
  removed: [],
  logs: [{ conversationId: CONVERSATION, version: 1, base: 1, rows: [], emptied: false, ...log }],
  ...more,
});
const seqs = (rows: readonly Message[]) => rows.map((row) => row.seq);

beforeEach(async () => {
  now = 1_000 * DAY;
  vault = await IndexedDbVault.open("someone", () => now);
});
afterEach(() => vault.destroy());

test("the newest rows come back without a hole, and the ones before them on request", async () => {
  await vault.write(batch({ version: 9, rows: [1, 2, 4, 5, 6].map((seq) => message(seq)) }));
  expect(seqs(await vault.readRows(CONVERSATION, 60))).toEqual([4, 5, 6]);
  expect(seqs(await vault.readRows(CONVERSATION, 2))).toEqual([5, 6]);
  expect(seqs(await vault.readRows(CONVERSATION, 60, { before: 3 }))).toEqual([1, 2]);
  expect(await vault.readLogVersion(CONVERSATION)).toBe(9);
});

test("rows come back from after a seq or around one, as far as the next hole, and none around a seq that is not cached", async () => {
  await vault.write(batch({ version: 9, rows: [1, 2, 4, 5, 6, 7, 9].map((seq) => message(seq)) }));
  expect(seqs(await vault.readRows(CONVERSATION, 60, { after: 4 }))).toEqual([5, 6, 7]);
  expect(seqs(await vault.readRows(CONVERSATION, 4, { around: 5 }))).toEqual([4, 5, 6, 7]);
  expect(seqs(await vault.readRows(CONVERSATION, 60, { around: 2 }))).toEqual([1, 2]);
  expect(seqs(await vault.readRows(CONVERSATION, 60, { around: 3 }))).toEqual([]);
});

test("an older copy of a row never replaces a newer one", async () => {
  await vault.write(batch({ version: 7, rows: [message(1, 7)] }));
  await vault.write(batch({ version: 7, base: 7, rows: [message(1, 2)] }));
  expect((await vault.readRows(CONVERSATION, 1))[0]?.version).toBe(7);
});

test("of two tabs' versions the cache keeps the one that is true of all its rows", async () => {
  await vault.write(batch({ version: 10, base: 10, rows: [message(9, 9)] }));
  await vault.write(batch({ version: 8, base: 6, rows: [message(1, 1)] }));
  expect(await vault.readLogVersion(CONVERSATION)).toBe(8);
});

test("an older head never replaces a newer one, and takes its messages away that may no longer be seen", async () => {
  const rows = [1, 2, 3].map((seq) => message(seq));
  await vault.write(batch({ version: 7, rows }, { heads: [head({ version: 7, seq: 3 })] }));
  await vault.write(batch({ version: 7, base: 7 }, { heads: [head({ version: 7, seq: 3, firstSeq: 3 })] }));
  await vault.write(batch({ version: 7, base: 7 }, { heads: [head({ version: 6 })] }));
  expect((await vault.readStart()).heads).toEqual([head({ version: 7, seq: 3, firstSeq: 3 })]);
  expect(seqs(await vault.readRows(CONVERSATION, 60))).toEqual([3]);
});

test("a conversation that the user has left and joined again is kept without what was before", async () => {
  await vault.write(batch({ rows: [message(1)] }, { heads: [head({ version: 5 })] }));
  await vault.write({ ...batch({}), logs: [], removed: [CONVERSATION], heads: [head({ version: 4 })] });
  expect((await vault.readStart()).heads).toEqual([head({ version: 4 })]);
  expect(await vault.readRows(CONVERSATION, 60)).toEqual([]);
});

test("what came from the server can be forgotten while drafts and unsent messages stay", async () => {
  const row = {
    clientMessageId: "a",
    conversationId: CONVERSATION,
    text: "unsent",
    order: 1,
    queuedAt: now,
    tab: "t",
    progress: { state: "queued" as const },
  };
  await vault.write(batch({ rows: [message(1)] }, { heads: [head()], sync: { token: "t", serverEpoch: "e" } }));
  await vault.putDraft(CONVERSATION, "half");
  await vault.putOutbox(row);
  expect((await vault.readStart()).sync).toEqual({ token: "t", serverEpoch: "e" });
  await vault.forget();
  const start = await vault.readStart();
  expect(start.heads).toEqual([]);
  expect(start.sync).toBeUndefined();
  expect(start.outbox).toEqual([row]);
  expect(start.drafts.get(CONVERSATION)).toBe("half");
  expect(await vault.readLogVersion(CONVERSATION)).toBeUndefined();
});

test("a conversation that the user no longer has leaves nothing behind", async () => {
  await vault.write(batch({ rows: [message(1)] }, { heads: [head()] }));
  await vault.write({ ...batch({}), logs: [], removed: [CONVERSATION] });
  expect((await vault.readStart()).heads).toEqual([]);
  expect(await vault.readRows(CONVERSATION, 60)).toEqual([]);
});

test("a log that nobody opened for ninety days goes", async () => {
  await vault.write(batch({ rows: [message(1)] }));
  await vault.trim(now + 89 * DAY);
  expect(await vault.readLogVersion(CONVERSATION)).toBe(1);
  await vault.trim(now + 91 * DAY);
  expect(await vault.readLogVersion(CONVERSATION)).toBeUndefined();
});

test("what a draft is besides its text comes back with the bytes of its files, and goes with its conversation", async () => {
  const file = new File(["bytes"], "plan.txt", { type: "text/plain" });
  await vault.putDraftPart({ key: CONVERSATION, part: "files", files: [file] });
  await vault.putDraftPart({ key: `${CONVERSATION}/5`, part: "caret", at: 2 });
  await vault.putDraftPart({ key: `${CONVERSATION}5`, part: "caret", at: 7 });
  await vault.forget();
  const { draftParts } = await vault.readStart();
  expect(draftParts).toHaveLength(3);
  const kept = draftParts[0]?.part === "files" ? draftParts[0].files[0] : undefined;
  expect([kept?.type, await kept?.text()]).toEqual(["text/plain", "bytes"]);
  await vault.putDraftPart({ key: CONVERSATION, part: "files", files: [] });
  expect((await vault.readStart()).draftParts).toHaveLength(2);
  await vault.write({ ...batch({}), logs: [], removed: [CONVERSATION] });
  expect((await vault.readStart()).draftParts).toEqual([{ key: `${CONVERSATION}5`, part: "caret", at: 7 }]);
});

test.each([1, 2])("a cache of version %i keeps what it has", async (version) => {
  await vault.destroy();
  const old = await openDB("messenger-someone", version, {
    upgrade: (database) => {
      for (const name of ["heads", "users", "logs", "messages", "members", "meta"]) database.createObjectStore(name);
      if (version > 1) database.createObjectStore("personal", { keyPath: ["kind", "key"] });
      database.createObjectStore("outbox", { keyPath: "clientMessageId" });
      database.createObjectStore("drafts", { keyPath: "conversationId" });
    },
  });
  await old.put("outbox", { clientMessageId: "a" });
  await old.put("drafts", { conversationId: CONVERSATION, text: "half" });
  old.close();
  vault = await IndexedDbVault.open("someone", () => now);
  const start = await vault.readStart();
  expect(start.outbox).toEqual([{ clientMessageId: "a" }]);
  expect(start.drafts.get(CONVERSATION)).toBe("half");
  expect(start.personal).toBeUndefined();
  const caret = { key: CONVERSATION, part: "caret", at: 1 } as const;
  await vault.putDraftPart(caret);
  expect((await vault.readStart()).draftParts).toEqual([caret]);
});

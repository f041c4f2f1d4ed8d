import { beforeEach, describe, expect, test } from "vitest";
import { MemoryVault } from "../src/core/cache/MemoryVault.ts";
import { Attaching } from "../src/core/compose/Attaching.ts";
import { Composing } from "../src/core/compose/Composing.ts";
import { KEPT_FILES_MAX } from "../src/core/drafts/DraftPart.ts";
import { DraftParts } from "../src/core/drafts/DraftParts.ts";
import type { TabMessage } from "../src/core/ports.ts";
import { CONVERSATION, FakeClock, message } from "./support.ts";

const LIMITS = { fileSize: Number.POSITIVE_INFINITY, filesOfMessage: 9 };
const paper = (name: string, size = 1) => Object.defineProperty(new File([], name), "size", { value: size });

describe("what a draft is besides its text", () => {
  let clock: FakeClock;
  let vault: MemoryVault;
  let told: TabMessage[];
  let tab: ReturnType<typeof open>;

  /** A tab of a vault; what it tells goes to `others`. */
  function open(tell: (message: TabMessage) => void) {
    const composing = new Composing();
    const attaching = new Attaching();
    const tabs = { tell, listen: () => () => undefined };
    const parts = new DraftParts({ vault, clock, tabs, composing, attaching });
    return {
      composing,
      attaching,
      parts,
      composed: () => composing.store.getState().composed.get(CONVERSATION),
      files: () => attaching.of(CONVERSATION).chosen.map(({ file }) => file.name),
    };
  }
  async function reopened() {
    const { draftParts } = await vault.readStart();
    const next = open(() => undefined);
    for (const part of draftParts) next.parts.put(part);
    return next;
  }
  beforeEach(() => {
    clock = new FakeClock();
    vault = new MemoryVault();
    told = [];
    tab = open((message) => told.push(message));
  });

  test("comes back after a crash: the answer and the files at once, the caret as it was half a second before", async () => {
    tab.composing.begin("reply", message(7));
    tab.attaching.add(CONVERSATION, [paper("a"), paper("b")], LIMITS);
    tab.parts.caretAt(CONVERSATION, 3);
    await clock.move(500);
    tab.parts.caretAt(CONVERSATION, 9);
    const next = await reopened();
    expect(next.composed()).toMatchObject({ kind: "reply", message: { seq: 7 } });
    expect(next.files()).toEqual(["a", "b"]);
    expect(next.parts.caretOf(CONVERSATION)).toBe(3);
  });

  test("keeps nothing of the words of the message that is answered: it may be recalled", async () => {
    tab.composing.begin("reply", message(7, 7, { text: "a secret" }));
    expect(JSON.stringify(await vault.readStart())).not.toContain("a secret");
  });

  test("is gone when it was sent", async () => {
    tab.composing.begin("reply", message(7));
    tab.attaching.add(CONVERSATION, [paper("a")], LIMITS);
    tab.parts.caretAt(CONVERSATION, 3);
    tab.parts.flush();
    tab.attaching.take(CONVERSATION);
    tab.composing.end(CONVERSATION);
    tab.parts.caretAt(CONVERSATION, undefined);
    tab.parts.flush();
    expect((await vault.readStart()).draftParts).toEqual([]);
  });

  test("is in the other tabs too, which say nothing of what they were told", async () => {
    tab.composing.begin("reply", message(7));
    tab.attaching.add(CONVERSATION, [paper("a")], LIMITS);
    const echoes: TabMessage[] = [];
    const other = open((message) => echoes.push(message));
    for (const message of told) if (message.kind === "draftPart") other.parts.put(message.part);
    expect(other.composed()).toMatchObject({ kind: "reply", message: { seq: 7 } });
    expect(other.files()).toEqual(["a"]);
    expect(echoes).toEqual([]);
  });

  test("does not keep files that are too large together, not even some of them", async () => {
    tab.attaching.add(CONVERSATION, [paper("small")], LIMITS);
    expect((await reopened()).files()).toEqual(["small"]);
    tab.attaching.add(CONVERSATION, [paper("large", KEPT_FILES_MAX)], LIMITS);
    expect((await reopened()).files()).toEqual([]);
    expect(tab.files()).toEqual(["small", "large"]);
    tab.attaching.remove(CONVERSATION, tab.attaching.of(CONVERSATION).chosen[1]?.id ?? 0);
    expect((await reopened()).files()).toEqual(["small"]);
  });

  test("an answer waits while a message is edited, here or by another tab", () => {
    tab.composing.begin("reply", message(7));
    tab.composing.begin("edit", message(5));
    tab.parts.put({ key: CONVERSATION, part: "answered", message: message(8) });
    expect(tab.composed()).toMatchObject({ kind: "edit", message: { seq: 5 } });
    tab.composing.end(CONVERSATION);
    expect(tab.composed()).toMatchObject({ kind: "reply", message: { seq: 8 } });
    tab.composing.end(CONVERSATION);
    expect(tab.composed()).toBeUndefined();
  });

  test("is written for the last time when the page goes, and not at all when its user has gone", async () => {
    tab.parts.caretAt(CONVERSATION, 3);
    tab.parts.flush();
    tab.parts.caretAt(CONVERSATION, 4);
    tab.parts.clear();
    await clock.move(5_000);
    expect((await vault.readStart()).draftParts).toEqual([{ key: CONVERSATION, part: "caret", at: 3 }]);
  });
});

import { describe, expect, test } from "vitest";
import { MemoryVault } from "../src/core/cache/MemoryVault.ts";
import { Recalled } from "../src/core/compose/Recalled.ts";
import { Drafts } from "../src/core/drafts/Drafts.ts";
import { Places } from "../src/core/log/Places.ts";
import { type ActionFacts, actionsFor, allows } from "../src/features/Messages/actions.model.ts";
import { dayField, startOfDay } from "../src/features/Messages/day.model.ts";
import { offeredEmoji, withUsed } from "../src/features/Messages/emoji.model.ts";
import { isLarge, LINES, mayFold } from "../src/features/Messages/folding.model.ts";
import { highlight, type Token } from "../src/features/Messages/highlight.ts";
import { keyAction, movedTo } from "../src/features/Messages/keys.model.ts";
import { parseMarkdown } from "../src/features/Messages/markdown.model.ts";
import { copiedText, plainText } from "../src/features/Messages/plain.model.ts";
import { buildRows, seqOf } from "../src/features/Messages/rows.model.ts";
import { firstTarget } from "../src/features/Messages/view.model.ts";
import { CONVERSATION, FakeClock, head, ME, message } from "./support.ts";

describe("what can be done with a message", () => {
  const now = Date.parse("2026-01-01T12:00:00Z");
  const facts: ActionFacts = {
    me: ME,
    now,
    limits: { editSeconds: 600, recallSeconds: 120, receiptMembers: 100 },
    group: { role: "member", members: 5 },
    saved: false,
    open: true,
    inThread: false,
  };
  const ago = (seconds: number) => new Date(now - seconds * 1_000).toISOString();
  const own = (seconds: number, more = {}) => message(1, 1, { senderId: ME, postedAt: ago(seconds), ...more });
  const may = (
    row: ReturnType<typeof message>,
    action: Parameters<typeof allows>[1],
    change: Partial<ActionFacts> = {},
  ) => allows(actionsFor(row, { ...facts, ...change }), action);

  test("goes by whose it is and how old", () => {
    expect([may(own(599), "edit"), may(own(600), "edit"), may(message(1), "edit")]).toEqual([true, false, false]);
    expect([may(own(119), "recall"), may(own(120), "recall"), may(message(1), "recall")]).toEqual([true, false, false]);
  });

  test("goes by the role in the group: administrators take back anybody's, at any time, and see earlier texts", () => {
    const group = { role: "administrator", members: 5 } as const;
    expect(may(message(1), "recall", { group })).toBe(true);
    expect(may(message(1), "recall", { group: undefined })).toBe(false);
    const edited = message(1, 2, { editedAt: ago(1) });
    expect([may(edited, "earlier"), may(edited, "earlier", { group }), may(message(1), "earlier", { group })]).toEqual([
      false,
      true,
      false,
    ]);
    expect(may(own(1, { editedAt: ago(1) }), "earlier")).toBe(true);
  });

  test("is nothing for what is recalled or of the system", () => {
    expect(actionsFor(message(1, 1, { recalled: { at: ago(1) } }), facts)).toEqual([]);
    expect(actionsFor(message(1, 1, { kind: "system" }), facts)).toEqual([]);
  });

  test("leaves out what writes where nobody writes, and what is not there to be copied or forwarded", () => {
    for (const action of ["reply", "edit", "pin"] as const) {
      expect([may(own(1), action), may(own(1), action, { open: false })]).toEqual([true, false]);
    }
    expect(may(own(1, { text: "" }), "copy")).toBe(false);
    const vanishing = own(1, { vanishesAt: ago(-60) });
    expect([may(vanishing, "forward"), may(vanishing, "select"), may(vanishing, "recall")]).toEqual([
      false,
      false,
      true,
    ]);
    for (const copy of [{ forwarded: { senderId: ME, postedAt: ago(9) } }, { poll: { options: [] } }]) {
      expect(may(own(1, copy), "edit")).toBe(false);
    }
  });

  test("says who has read in groups that are small enough, and who has reacted where somebody has", () => {
    expect([may(own(1), "readers"), may(message(1), "readers")]).toEqual([true, false]);
    expect(may(own(1), "readers", { group: { role: "member", members: 101 } })).toBe(false);
    expect(may(own(1), "readers", { group: undefined })).toBe(false);
    expect(may(own(1, { reactions: [{ emoji: "👍", count: 1, userIds: [ME] }] }), "reactions")).toBe(true);
  });

  test("has in a thread what does not need the field of the conversation", () => {
    const inThread = actionsFor(own(1), { ...facts, inThread: true }).flat();
    for (const action of ["reply", "thread", "edit", "select", "markUnread"]) expect(inThread).not.toContain(action);
    expect(inThread).toContain("recall");
  });
});

describe("keys on a message", () => {
  test("mean the actions of the table, whatever the case", () => {
    expect(["r", "E", "c", "+", "Delete", "Enter", "f", "x", "Tab"].map(keyAction)).toEqual([
      "reply",
      "edit",
      "copy",
      "react",
      "recall",
      "menu",
      "forward",
      undefined,
      undefined,
    ]);
  });

  test("move among rows and stop at both ends", () => {
    const to = (key: string, from: number) => movedTo(key, from, 10, 4);
    expect([to("ArrowUp", 0), to("ArrowUp", 5), to("ArrowDown", 9), to("ArrowDown", 5)]).toEqual([0, 4, 9, 6]);
    expect([to("PageUp", 2), to("PageDown", 3), to("Home", 5), to("End", 5), to("a", 5)]).toEqual([
      0,
      7,
      0,
      9,
      undefined,
    ]);
  });
});

describe("the text of messages", () => {
  const id = "0198c0de-0000-7000-8000-000000000001";
  const words = { name: () => "王芳", everyone: (scope: "all" | "here") => `@${scope}` };

  test("is copied with names, and together with who wrote it and when", () => {
    const text = plainText(`<@${id}> and <@all>: done`, words);
    expect(text).toBe("@王芳 and @all: done");
    expect(
      copiedText([
        { name: "王芳", time: "10:00", text: "one\ntwo" },
        { name: "Alice", time: "10:01", text: "three" },
      ]),
    ).toBe("王芳 10:00\none\ntwo\n\nAlice 10:01\nthree");
  });

  test("is measured for folding only when it may have too many lines", () => {
    expect(mayFold("short")).toBe(false);
    expect(mayFold(Array.from({ length: LINES }, () => "x").join("\n"))).toBe(false);
    expect(mayFold(Array.from({ length: LINES + 1 }, () => "x").join("\n"))).toBe(true);
    expect(mayFold("x".repeat(481))).toBe(true);
  });

  test("is large when it is one to three emoji and nothing else", () => {
    for (const text of ["👍", "❤️", "👨‍👩‍👧‍👦 🎉", "🇨🇳🇩🇪👍🏽", " 😄 "])
      expect([text, isLarge(text)]).toEqual([text, true]);
    for (const text of ["", "   ", "👍👍👍👍", "ok 👍", "1", "©", "#", "你好"])
      expect([text, isLarge(text)]).toEqual([text, false]);
  });
});

describe("code", () => {
  const flat = (tokens: readonly Token[]): string =>
    tokens.map((token) => (typeof token === "string" ? token : flat(token.children))).join("");

  test("keeps the language that its writer has named", () => {
    expect(parseMarkdown("```TS title=x\nlet a;\n```")).toEqual([{ tag: "pre", language: "ts", children: ["let a;"] }]);
    expect(parseMarkdown("```\nlet a;\n```")).toEqual([{ tag: "pre", children: ["let a;"] }]);
  });

  test("is coloured without a character lost, and left alone in a language that is not known", () => {
    const code = 'const a = "<b>" + 1; // &amp; 注释\n';
    const tokens = highlight(code, "ts") ?? [];
    expect(flat(tokens)).toBe(code);
    expect(tokens).toContainEqual({ kinds: ["hljs-keyword"], children: ["const"] });
    expect(tokens).toContainEqual({ kinds: ["hljs-string"], children: ['"<b>"'] });
    expect(highlight(code, "klingon")).toBeUndefined();
  });
});

test("a message that comes makes no other row another one", () => {
  const run = Array.from({ length: 20 }, (_, index) => message(index + 1));
  const input = { outbox: [], me: ME, dividerAfter: undefined, dayOf: () => 1 };
  const before = buildRows({ ...input, run });
  const after = buildRows({ ...input, run: [...run, message(21)] });
  const changed = after.filter((row, index) => row.kind !== "day" && row !== before[index]);
  expect(changed.map(seqOf)).toEqual([21]);
  const edited = buildRows({ ...input, run: run.with(4, message(5, 30)) });
  expect(edited.filter((row, index) => row.kind !== "day" && row !== before[index]).map(seqOf)).toEqual([5]);
});

test("reactions used last are offered first, each once and six in all", () => {
  expect(offeredEmoji()).toHaveLength(6);
  const recent = withUsed(withUsed(undefined, "🚀"), "👀");
  expect(recent).toEqual(["👀", "🚀"]);
  expect(offeredEmoji(recent).slice(0, 3)).toEqual(["👀", "🚀", "👍"]);
  expect(new Set(offeredEmoji(recent)).size).toBe(6);
  expect(withUsed(recent, "🚀")).toEqual(["🚀", "👀"]);
});

test("a recalled text goes after what is being written, once", () => {
  const drafts = new Drafts(new MemoryVault(), new FakeClock(), {
    tell: () => undefined,
    listen: () => () => undefined,
  });
  const recalled = new Recalled(drafts);
  const row = message(5, 5, { senderId: ME, text: "again" });
  recalled.keep(row);
  drafts.changed(CONVERSATION, "first");
  recalled.writeAgain(row);
  expect(drafts.textOf(CONVERSATION)).toBe("first\nagain");
  recalled.writeAgain(row);
  expect(drafts.textOf(CONVERSATION)).toBe("first\nagain");
  recalled.keep(message(6, 6, { text: "" }));
  expect(recalled.store.getState().texts.size).toBe(0);
});

test("a day begins at midnight by the reader's clock, and a field that names none begins never", () => {
  const field = dayField(new Date(2026, 0, 5, 23, 59));
  expect(field).toBe("2026-01-05");
  expect(startOfDay(field)).toBe(new Date(2026, 0, 5).getTime());
  expect(startOfDay("")).toBeUndefined();
});

test("what was marked as unread from a message on opens there once; whoever always wants the newest gets it", () => {
  const places = new Places();
  places.markUnread(CONVERSATION, 7);
  const markedFrom = places.unreadFrom(CONVERSATION);
  expect(firstTarget(undefined, head(), undefined, { markedFrom })).toMatchObject({ seq: 7, align: "unread" });
  places.reopened(CONVERSATION);
  expect(places.unreadFrom(CONVERSATION)).toBeUndefined();
  const unread = head({ readSeq: 60, unread: 3 });
  const left = { at: "row", seq: 40, distance: 0 } as const;
  expect(firstTarget(undefined, unread, left, { opensAt: "newest" })).toMatchObject({ align: "end" });
  expect(firstTarget(9, unread, left, { opensAt: "newest" })).toMatchObject({ seq: 9 });
});

import { describe, expect, test } from "vitest";
import { backOff } from "../src/core/backOff.ts";
import { SELECTED_MAX, Selecting } from "../src/core/compose/Selecting.ts";
import { OwnVotes } from "../src/core/log/OwnVotes.ts";
import type { OutboxRow } from "../src/core/outbox/OutboxRow.ts";
import { done } from "../src/core/outcome.ts";
import { conversationItem, folderItem, reminderItem, savedItem, scheduledItem } from "../src/core/personal/items.ts";
import { putThings } from "../src/core/personal/things.ts";
import { ReadTracker } from "../src/core/readState/ReadTracker.ts";
import { badge, byActivity, foldersOf, inList, isMuted } from "../src/features/Conversations/list.model.ts";
import { isServerPath, localPath } from "../src/features/Identity/returnUrl.model.ts";
import { durationOf, vanishChoices } from "../src/features/Messages/duration.model.ts";
import { type Node, parseMarkdown, wordsOfMarkdown } from "../src/features/Messages/markdown.model.ts";
import { choicesOf, choose, emptyPoll, isClosed, pollOf } from "../src/features/Messages/poll.model.ts";
import { readers } from "../src/features/Messages/receipts.model.ts";
import { remindAt } from "../src/features/Messages/reminder.model.ts";
import { buildRows, dayAt, nextStep, seqOf } from "../src/features/Messages/rows.model.ts";
import { firstTarget, ownPath, permalink } from "../src/features/Messages/view.model.ts";
import {
  dueCount,
  minuteOf,
  quietForm,
  quietOf,
  remindersOf,
  savedOf,
  scheduledOf,
} from "../src/features/Personal/own.model.ts";
import { avatarLetter } from "../src/ui/avatar.model.ts";
import { isImeKey } from "../src/ui/imeKey.ts";
import { CONVERSATION, FakeClock, fakeChance, head, ME, message, OTHER } from "./support.ts";

const dayIn = (timeZone: string) => (at: number) =>
  Number(
    new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" })
      .format(at)
      .replaceAll("-", ""),
  );
const at = (seq: number, time: string, senderId = OTHER) => message(seq, seq, { postedAt: time, senderId });

describe("rows", () => {
  const input = { outbox: [], me: ME, dividerAfter: undefined, dayOf: dayIn("UTC") };

  test("one sender within five minutes is one group; another sender or a longer pause begins the next", () => {
    const run = [
      at(1, "2026-01-01T10:00:00Z"),
      at(2, "2026-01-01T10:04:00Z"),
      at(3, "2026-01-01T10:05:00Z", ME),
      at(4, "2026-01-01T10:11:00Z", ME),
    ];
    const starts = buildRows({ ...input, run }).flatMap((row) => (row.kind === "message" ? [row.startsGroup] : []));
    expect(starts).toEqual([true, false, true, true]);
  });

  test("midnight in the reader's zone separates days and groups", () => {
    const run = [at(1, "2026-01-01T15:59:00Z"), at(2, "2026-01-01T16:01:00Z")];
    const kinds = (zone: string) => buildRows({ ...input, run, dayOf: dayIn(zone) }).map((row) => row.kind);
    expect(kinds("UTC")).toEqual(["day", "message", "message"]);
    expect(kinds("Asia/Shanghai")).toEqual(["day", "message", "day", "message"]);
  });

  test("what the user has deleted for himself is not shown, and the list still counts it to the run", () => {
    const run = [1, 2, 3].map((seq) => at(seq, `2026-01-01T10:00:0${seq}Z`));
    const rows = buildRows({ ...input, run, hidden: (seq) => seq !== 2 });
    expect(rows.map(seqOf)).toEqual([undefined, 2]);
    expect(nextStep(undefined, run, rows)).toMatchObject({ first: 1, last: 3 });
    expect(nextStep(nextStep(undefined, run.slice(1), rows), run, rows)).toMatchObject({ shift: true, list: 0 });
  });

  test("the divider stands before the first unread message of another", () => {
    const run = [at(1, "2026-01-01T10:00:00Z"), at(2, "2026-01-01T10:00:01Z", ME), at(3, "2026-01-01T10:00:02Z")];
    const rows = buildRows({ ...input, run, dividerAfter: 1 });
    expect(rows.map((row) => row.kind)).toEqual(["day", "message", "message", "unread", "message"]);
  });

  test("an own message has one key from its sending on, and is never shown twice", () => {
    const pending: OutboxRow = {
      clientMessageId: "a",
      conversationId: CONVERSATION,
      text: "hi",
      order: 1,
      queuedAt: Date.parse("2026-01-01T10:00:00Z"),
      tab: "t",
      progress: { state: "sending" },
    };
    const stored = message(1, 1, { senderId: ME, clientMessageId: "a", postedAt: "2026-01-01T10:00:00Z" });
    const keys = (run: readonly (typeof stored)[]) =>
      buildRows({ ...input, run, outbox: [pending] }).flatMap((row) => (row.kind === "day" ? [] : [row.key]));
    expect(keys([])).toEqual(["a"]);
    expect(keys([stored])).toEqual(["a"]);
  });
});

describe("reading", () => {
  const begin = () => {
    const clock = new FakeClock();
    const sent: number[] = [];
    const tracker = new ReadTracker(clock, 0, (seq) => sent.push(seq));
    return { clock, sent, tracker };
  };

  test("needs half a second in view, a focused window and an action of the user", async () => {
    const { clock, sent, tracker } = begin();
    tracker.inView(1, true);
    await clock.move(5_000);
    expect(sent).toEqual([]);
    tracker.attention({ visible: true, focused: true });
    await clock.move(5_000);
    expect(sent).toEqual([]);
    tracker.acted();
    await clock.move(499);
    expect(sent).toEqual([]);
    await clock.move(1);
    expect(sent).toEqual([1]);
  });

  test("stops when the focus goes and needs a new action when it returns", async () => {
    const { clock, sent, tracker } = begin();
    tracker.attention({ visible: true, focused: true });
    tracker.acted();
    tracker.inView(1, true);
    await clock.move(400);
    tracker.attention({ visible: false, focused: true });
    tracker.attention({ visible: true, focused: true });
    await clock.move(5_000);
    expect(sent).toEqual([]);
  });

  test("passing by is not reading, and the cursor goes out at most every two seconds", async () => {
    const { clock, sent, tracker } = begin();
    tracker.attention({ visible: true, focused: true });
    tracker.acted();
    tracker.inView(1, true);
    await clock.move(300);
    tracker.inView(1, false);
    await clock.move(1_000);
    expect(sent).toEqual([]);
    for (const seq of [2, 3, 4]) {
      tracker.inView(seq, true);
      await clock.move(600);
    }
    expect(sent).toEqual([2]);
    tracker.leave();
    expect(sent).toEqual([2, 4]);
  });
});

describe("Markdown", () => {
  const tagged = (nodes: readonly Node[], tag: string): readonly Exclude<Node, string>[] =>
    nodes.flatMap((node) =>
      typeof node === "string" ? [] : [...(node.tag === tag ? [node] : []), ...tagged(node.children, tag)],
    );

  test("takes the subset", () => {
    const nodes = parseMarkdown("**b** *i* ~~s~~ `c`\n\n> q\n\n- l\n\n```\ncode\n```");
    for (const tag of ["strong", "em", "s", "code", "blockquote", "ul", "li", "pre"])
      expect(tagged(nodes, tag)).toHaveLength(1);
  });

  test("shows as typed what HTML would take for a character", () => {
    expect(parseMarkdown("a &amp; b &#65; c")).toEqual([{ tag: "p", children: ["a &amp; b &#65; c"] }]);
  });

  test("has words without marks for a line of a list, and keeps mentions", () => {
    const id = "01939e00-1111-7222-8333-444455556666";
    expect(wordsOfMarkdown(`**b** <@${id}> [l](https://a.example) ~~s~~`)).toBe(`b <@${id}> l s`);
    expect(wordsOfMarkdown("> q\n\n- one\n- two\n\n```ts\nconst a = 1;")).toBe("q\none\ntwo\nconst a = 1;");
    expect(wordsOfMarkdown("2 * 3 * 4 _x")).toBe("2 * 3 * 4 _x");
  });

  test("emphasis ends at full-width punctuation", () => {
    expect(tagged(parseMarkdown("**重点。**后面"), "strong")).toHaveLength(1);
  });

  test("links only http, https and mailto", () => {
    const links = (text: string) => tagged(parseMarkdown(text), "a").map((link) => link.href);
    expect(links("[a](https://a.example) <mailto:a@b.example> https://c.example")).toEqual([
      "https://a.example",
      "mailto:a@b.example",
      "https://c.example",
    ]);
    for (const bad of [
      "javascript:alert(1)",
      "JaVaScRiPt:alert(1)",
      "data:text/html,x",
      "vbscript:x",
      "file:///etc",
      "//evil.example",
      "java\tscript:x",
    ]) {
      expect(links(`[x](<${bad}>) <${bad}>`)).toEqual([]);
    }
  });

  test("HTML, headings and images are text", () => {
    const text = '<img src=x onerror="alert(1)">';
    expect(parseMarkdown(text)).toEqual([{ tag: "p", children: [text] }]);
    expect(tagged(parseMarkdown("![x](https://a.example/x.png)"), "img")).toEqual([]);
  });

  test("nothing of a hostile size takes long", () => {
    for (const piece of ["[", "*", ">", "`", "a\u0301", "<"]) expect(parseMarkdown(piece.repeat(8_000))).toBeDefined();
  });
});

test("a key of an input method is none of ours", () => {
  expect(isImeKey({ isComposing: true, keyCode: 13 })).toBe(true);
  expect(isImeKey({ isComposing: false, keyCode: 229 })).toBe(true);
  expect(isImeKey({ isComposing: false, keyCode: 13 })).toBe(false);
});

test("a return address stays on this site", () => {
  const origin = "https://m.example";
  for (const bad of [
    null,
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "https:evil",
    "\\evil",
    "/\t/evil.example",
    "javascript:alert(1)",
  ]) {
    expect(localPath(bad, origin)).toBe("/");
  }
  expect(localPath("/c/1?x=2#y", origin)).toBe("/c/1?x=2#y");
  expect(isServerPath(localPath("/connect/authorize?client_id=x", origin))).toBe(true);
});

test("the list is by latest activity, its badges end at 99+", () => {
  const one = head({ activeAt: "2026-01-01T00:00:00Z" });
  const two = { ...one, conversation: { ...one.conversation, id: "c2" }, activeAt: "2026-01-02T00:00:00.5Z" };
  expect(
    byActivity(
      new Map([
        ["c1", one],
        ["c2", two],
      ]),
    ).map((each) => each.conversation.id),
  ).toEqual(["c2", "c1"]);
  expect([badge(1), badge(99), badge(100)]).toEqual(["1", "99", "99+"]);
});

test("receipts count the others", () => {
  const member = (userId: string, readSeq: number) => ({ userId, readSeq, role: "member" as const, version: 1 });
  expect(readers([member(ME, 9), member("a", 5), member("b", 4)], ME, 5)).toEqual({ read: 1, of: 2 });
});

test("back-off doubles to ten seconds and never ends", () => {
  const bounds = [0, 1, 2, 3, 4, 5, 6, 1_000].map((attempt) =>
    backOff(
      attempt,
      fakeChance(() => 1),
    ),
  );
  expect(bounds).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000, 10_000]);
  expect(
    backOff(
      5,
      fakeChance(() => 0),
    ),
  ).toBe(0);
});

test("an avatar shows the last character of a Chinese name and the initials of others", () => {
  expect(["王芳", "Alice Chen", "bob"].map(avatarLetter)).toEqual(["芳", "AC", "B"]);
});

describe("steps of the virtual list", () => {
  const rowsOf = (seqs: readonly number[]) => {
    const run = seqs.map((seq) => message(seq));
    return { run, rows: buildRows({ run, outbox: [], me: ME, dividerAfter: undefined, dayOf: dayIn("UTC") }) };
  };
  const step = (before: ReturnType<typeof nextStep> | undefined, seqs: readonly number[]) => {
    const { run, rows } = rowsOf(seqs);
    return nextStep(before, run, rows);
  };

  test("rows at the top shift, rows at the bottom do not", () => {
    const shown = step(undefined, [10, 11, 12]);
    expect(step(shown, [8, 9, 10, 11, 12])).toMatchObject({ shift: true, list: 0 });
    expect(step(shown, [10, 11, 12, 13])).toMatchObject({ shift: false, list: 0 });
    expect(step(shown, [11, 12])).toMatchObject({ shift: true, list: 0 });
  });

  test("rows at both ends come in two steps, those at the top first", () => {
    const shown = step(undefined, [10, 11, 12]);
    const first = step(shown, [9, 10, 11, 12, 13]);
    expect(first.rows.map((row) => row.key)).toEqual(step(undefined, [9, 10, 11, 12]).rows.map((row) => row.key));
    expect(first.shift).toBe(true);
    const second = step(first, [9, 10, 11, 12, 13]);
    expect(second).toMatchObject({ shift: false, rows: step(undefined, [9, 10, 11, 12, 13]).rows });
  });

  test("another run begins the list anew", () => {
    const shown = step(undefined, [10, 11, 12]);
    expect(step(shown, [500, 501])).toMatchObject({ shift: false, list: 1 });
    expect(step(step(undefined, []), [500, 501])).toMatchObject({ list: 0 });
  });

  test("each row is of the day of the separator above it", () => {
    const run = [at(1, "2026-01-01T23:59:00Z"), at(2, "2026-01-02T00:01:00Z")];
    const rows = buildRows({ run, outbox: [], me: ME, dividerAfter: undefined, dayOf: dayIn("UTC") });
    expect(rows.map((_, index) => dayAt(rows, index))).toEqual(
      [1, 1, 2, 2].map((day) => Date.parse(run[day - 1]?.postedAt ?? "")),
    );
  });
});

describe("where a conversation opens", () => {
  test("the address comes first, then what is unread, then where one was, then the end", () => {
    const left = { at: "row", seq: 40, distance: -7 } as const;
    const unread = head({ readSeq: 60, unread: 3 });
    expect(firstTarget(9, unread, left)).toMatchObject({ seq: 9, align: "centre", flash: true });
    expect(firstTarget(undefined, unread, left)).toMatchObject({ seq: 61, align: "unread", flash: false });
    expect(firstTarget(undefined, unread, left, { written: true })).toMatchObject({ seq: undefined, align: "end" });
    expect(firstTarget(undefined, head(), left)).toMatchObject({ seq: 40, align: { distance: -7 }, flash: false });
    expect(firstTarget(undefined, head(), undefined)).toMatchObject({ seq: undefined, align: "end" });
  });

  test("only links to conversations of this host stay in this tab", () => {
    const here = "https://chat.example.com";
    expect(ownPath(`${here}/c/abc/12`, here)).toBe(permalink("abc", 12));
    expect(ownPath(`${here}/c/abc`, here)).toBe("/c/abc");
    for (const other of [
      "https://other.example.com/c/abc/12",
      `${here}/api/v1/session`,
      `${here}/c/abc/x`,
      "mailto:a@b",
    ]) {
      expect(ownPath(other, here)).toBeUndefined();
    }
  });
});

describe("the list of conversations", () => {
  const heads = ["new", "middle", "old"].map((id, index) =>
    head({ conversation: { ...head().conversation, id }, seq: 5, activeAt: `2026-01-0${9 - index}T00:00:00Z` }),
  );
  const ids = (
    ...[things, filter = "all", open]: [Parameters<typeof inList>[1], Parameters<typeof inList>[2]?, string?]
  ) => inList(heads, things, filter, open).map(({ conversation }) => conversation.id);
  const wants = (id: string, change: Parameters<typeof conversationItem>[2]) => conversationItem(id, {}, change);

  test("has the pinned ones on top, each part by activity", () => {
    expect(ids(putThings({}, [wants("old", { pinned: true }), wants("middle", { pinned: true })]))).toEqual([
      "middle",
      "old",
      "new",
    ]);
  });

  test("has no hidden one until something is written there, unless it is open", () => {
    expect(ids(putThings({}, [wants("new", { hiddenUpTo: 5 })]))).toEqual(["middle", "old"]);
    expect(ids(putThings({}, [wants("new", { hiddenUpTo: 5 })]), "all", "new")).toEqual(["new", "middle", "old"]);
    expect(ids(putThings({}, [wants("new", { hiddenUpTo: 4 })]))).toEqual(["new", "middle", "old"]);
  });

  test("shows the favourites or one folder when asked to", () => {
    const things = putThings({}, [
      wants("old", { favourite: true }),
      folderItem("f1", { name: "Second", position: 1, conversationIds: ["new", "gone"] }),
      folderItem("f2", { name: "First", conversationIds: [] }),
    ]);
    expect(ids(things, "favourites")).toEqual(["old"]);
    expect(ids(things, { folder: "f1" })).toEqual(["new"]);
    expect(ids(things, { folder: "deleted" })).toEqual([]);
    expect(foldersOf(things).map(({ key }) => key)).toEqual(["f2", "f1"]);
  });

  test("keeps of a conversation only what is not as for everybody", () => {
    expect(conversationItem("c", { pinned: true, notify: "mentions" }, { pinned: false })).toEqual({
      kind: "conversation",
      key: "c",
      conversation: { notify: "mentions" },
    });
    expect(conversationItem("c", { mutedUntil: "x" }, { mutedUntil: undefined, notify: "all" }).deleted).toBe(true);
  });

  test("shows as muted what notifies of nothing, for good or for a while", () => {
    expect(isMuted({ notify: "none" }, 0)).toBe(true);
    expect(isMuted({ mutedUntil: "2026-01-01T00:00:00Z" }, Date.parse("2025-12-31T00:00:00Z"))).toBe(true);
    expect(isMuted({ mutedUntil: "2026-01-01T00:00:00Z" }, Date.parse("2026-01-01T00:00:00Z"))).toBe(false);
  });
});

test("a reminder comes in a while, or at nine tomorrow by the reader's clock", () => {
  const now = new Date(2026, 11, 31, 23, 50);
  expect(remindAt("soon", now)).toEqual(new Date(2027, 0, 1, 0, 10));
  expect(remindAt("hour", now)).toEqual(new Date(2027, 0, 1, 0, 50));
  expect(remindAt("tomorrow", now)).toEqual(new Date(2027, 0, 1, 9, 0));
});

test("messages are selected in one conversation at a time, a hundred at most", () => {
  const selecting = new Selecting();
  selecting.toggle(1);
  expect(selecting.store.getState().conversationId).toBeUndefined();
  selecting.begin("a", 1);
  selecting.begin("b", 500);
  for (let seq = 1; seq <= SELECTED_MAX; seq++) selecting.toggle(seq);
  const { conversationId, seqs } = selecting.store.getState();
  expect([conversationId, seqs.size, seqs.has(SELECTED_MAX)]).toEqual(["b", SELECTED_MAX, false]);
  selecting.toggle(500);
  expect(selecting.store.getState().seqs.has(500)).toBe(false);
});

describe("a poll", () => {
  const draft = { ...emptyPoll, question: "Lunch?", options: [" noodles ", "rice", ""] };
  const now = new Date(2026, 0, 1, 12).getTime();

  test("has a question, two answers that differ, and an end that is to come", () => {
    expect(pollOf(draft, now)).toEqual({ options: ["noodles", "rice"] });
    expect(pollOf({ ...draft, question: " " }, now)).toBeUndefined();
    expect(pollOf({ ...draft, options: ["rice", "rice "] }, now)).toBeUndefined();
    expect(pollOf({ ...draft, options: ["rice", "x".repeat(101)] }, now)).toBeUndefined();
    expect(pollOf({ ...draft, closesAt: "2026-01-01T12:00" }, now)).toBeUndefined();
    expect(pollOf({ ...draft, multiple: true, anonymous: true, closesAt: "2026-01-01T12:01" }, now)).toEqual({
      options: ["noodles", "rice"],
      multiple: true,
      anonymous: true,
      closesAt: new Date(now + 60_000).toISOString(),
    });
  });
});

describe("votes", () => {
  const option = (votes: number, ...userIds: string[]) => ({ text: "x", votes, userIds });

  test("of one's own are known from the names, unless the poll does not give them all", () => {
    expect(choicesOf({ options: [option(1, OTHER), option(2, OTHER, ME)] }, ME)).toEqual([1]);
    expect(choicesOf({ options: [option(1, OTHER), option(0)] }, ME)).toEqual([]);
    expect(choicesOf({ options: [option(2, OTHER), option(0)] }, ME)).toBeUndefined();
    expect(choicesOf({ options: [{ text: "x", votes: 1 }], anonymous: true }, ME)).toBeUndefined();
  });

  test("come and go with a press, and replace one another where only one may be chosen", () => {
    expect(choose([], 1, false)).toEqual([1]);
    expect(choose([1], 0, false)).toEqual([0]);
    expect(choose([1], 1, false)).toEqual([]);
    expect(choose([1], 0, true)).toEqual([0, 1]);
    expect(choose([0, 1], 0, true)).toEqual([1]);
  });

  test("end when the poll was closed or its time is over", () => {
    const poll = { options: [], closesAt: "2026-01-01T00:00:00Z" };
    expect(isClosed(poll, Date.parse("2025-12-31T23:59:59Z"))).toBe(false);
    expect(isClosed(poll, Date.parse("2026-01-01T00:00:00Z"))).toBe(true);
    expect(isClosed({ options: [], closed: true }, 0)).toBe(true);
  });

  test("that no message names are asked for once, and never replace what was chosen meanwhile", async () => {
    let asked = 0;
    const own = new OwnVotes(async () => {
      asked++;
      return done({ own: [0], userIds: [] });
    });
    const first = own.need(message(1));
    own.voted(message(1), [2]);
    await first;
    await own.need(message(1));
    await own.need(message(2));
    const { votes } = own.store.getState();
    expect([asked, votes.get(`${CONVERSATION}/1`), votes.get(`${CONVERSATION}/2`)]).toEqual([2, [2], [0]]);
  });
});

test("a message may be made to vanish after what the server allows, said in the largest whole unit", () => {
  expect(vanishChoices(0)).toEqual([]);
  expect(vanishChoices(30)).toEqual([30]);
  expect(vanishChoices(86_400)).toEqual([60, 3_600, 86_400]);
  expect(vanishChoices(86_400).map(durationOf)).toEqual([
    { value: 1, unit: "minute" },
    { value: 1, unit: "hour" },
    { value: 1, unit: "day" },
  ]);
  expect(durationOf(90)).toEqual({ value: 90, unit: "second" });
});

describe("what the user keeps", () => {
  const at = (day: number) => `2026-01-0${day}T00:00:00Z`;

  test("is listed: saved last first, to be sent next first, due reminders before those to come", () => {
    const things = putThings({}, [
      { ...savedItem({ conversationId: "c", seq: 1 }), version: 1 },
      { ...savedItem({ conversationId: "c", seq: 9 }), version: 2 },
      savedItem({ conversationId: "c", seq: 5 }),
      scheduledItem("later", { conversationId: "c", text: "x", at: at(3) }),
      scheduledItem("sooner", { conversationId: "c", text: "x", at: at(2) }),
      reminderItem("to come", { conversationId: "c", seq: 1, at: at(1) }),
      reminderItem("due", { conversationId: "c", seq: 1, at: at(2), due: true }),
    ]);
    expect(savedOf(things.saved).map(({ key }) => key)).toEqual(["c/5", "c/9", "c/1"]);
    expect(scheduledOf(things.scheduled).map(({ key }) => key)).toEqual(["sooner", "later"]);
    expect(remindersOf(things.reminder).map(({ key }) => key)).toEqual(["due", "to come"]);
    expect(dueCount(things.reminder)).toBe(1);
    expect(savedOf(undefined)).toEqual([]);
  });

  test("quiet hours go through their form and back", () => {
    const hours = { fromMinute: 1_320, untilMinute: 455, timeZone: "Asia/Shanghai", days: [1, 5] };
    expect(quietForm(hours)).toMatchObject({ from: "22:00", until: "07:35" });
    expect(quietOf(quietForm(hours), "Asia/Shanghai")).toEqual(hours);
    expect(quietOf(quietForm(undefined), "UTC")).toEqual({ fromMinute: 1_320, untilMinute: 480, timeZone: "UTC" });
    expect(quietOf({ ...quietForm(hours), from: "" }, "UTC")).toBeUndefined();
    expect(quietOf({ ...quietForm(hours), days: new Set() }, "UTC")).toBeUndefined();
    expect(minuteOf("24")).toBeUndefined();
  });
});

import { describe, expect, test } from "vitest";
import { piecesOf } from "../src/core/names/marked.ts";
import type { Hit } from "../src/core/names/NameIndex.ts";
import { RANK } from "../src/core/names/NameKey.ts";
import { commandsFor } from "../src/features/Switcher/commands.ts";
import { neighbourOf, unreadNeighbourOf } from "../src/features/Switcher/neighbour.model.ts";
import {
  foundSections,
  type Known,
  movedTo,
  type Section,
  startSections,
} from "../src/features/Switcher/switcher.model.ts";
import { isChord, keysOf } from "../src/ui/shortcuts/chords.ts";
import type { ConversationHead, User } from "../src/wire/index.ts";

const user = (id: string, more: Partial<User> = {}): User => ({ id, userName: `${id}.x`, displayName: id, ...more });

const head = (id: string, day: number, more: Partial<ConversationHead> = {}): ConversationHead => ({
  conversation: {
    id,
    kind: more.peerId === undefined ? "group" : "direct",
    title: id,
    memberCount: 3,
    history: "all",
    visibility: "private",
    joining: "open",
    posting: "member",
    mentioningEveryone: "member",
    createdAt: "2026-03-01T00:00:00Z",
  },
  seq: 1,
  version: 1,
  firstSeq: 1,
  readSeq: 1,
  unread: 0,
  mentions: 0,
  joinRequests: 0,
  role: "member",
  activeAt: `2026-03-${String(day).padStart(2, "0")}T00:00:00Z`,
  ...more,
});

const hit = (id: string, rank: Hit["rank"], name = id): Hit => ({ id, rank, name, ranges: [[0, 1]] });

const titles = (sections: readonly Section[]) =>
  sections.map(({ title, entries }) => [title, ...entries.map((entry) => entry.title.text)]);

const known: Known = {
  me: "me",
  users: new Map(["me", "ann", "bo", "gone"].map((id) => [id, user(id, id === "gone" ? { deactivated: true } : {})])),
  heads: [head("open", 9), head("lunch", 8), head("to-ann", 7, { peerId: "ann", unread: 2 }), head("work", 6)],
};
const nothing = { people: [], others: [], groups: [], commands: [] };

describe("before anything is typed", () => {
  test("what is unread comes first, then where one was last, but not where one is", () => {
    expect(titles(startSections(known, "open", []))).toEqual([
      ["switcher.unread", "ann"],
      ["switcher.recent", "lunch", "work"],
    ]);
  });
});

describe("what was found", () => {
  test("is headed by the section with the best hit", () => {
    const found = { ...nothing, people: [hit("bo", RANK.within)], groups: [hit("work", RANK.beginning)] };
    expect(titles(foundSections(found, known, []))).toEqual([
      ["switcher.groups", "work"],
      ["switcher.people", "bo"],
    ]);
  });

  test("is, where it fits alike, by who was heard last, and without oneself and those who are gone", () => {
    const people = ["bo", "ann", "me", "gone"].map((id) => hit(id, RANK.beginning));
    expect(titles(foundSections({ ...nothing, people }, known, []))).toEqual([["switcher.people", "ann", "bo"]]);
  });

  test("by the server alone comes after, each once", () => {
    const found = { ...nothing, people: [hit("bo", RANK.inside)], others: ["bo", "ann", "unknown"] };
    expect(titles(foundSections(found, known, []))).toEqual([["switcher.people", "bo", "ann"]]);
  });

  test("by another name than the one that is shown, shows that name", () => {
    const [section] = foundSections({ ...nothing, people: [hit("bo", RANK.whole, "bo.x")] }, known, []);
    expect(section?.entries[0]).toMatchObject({ title: { text: "bo", ranges: [] }, about: { text: "bo.x" } });
  });

  test("is marked in pieces", () => {
    const ranges = [[0, 1] as const, [2, 3] as const];
    expect(piecesOf({ text: "abcd", ranges }).map(({ text, marked }) => (marked ? `[${text}]` : text))).toEqual([
      "[a]",
      "b",
      "[c]",
      "d",
    ]);
  });
});

test("commands are those that make sense now", () => {
  const ids = (administrator: boolean) =>
    commandsFor({ administrator, theme: "dark", locale: "en" }).map(({ id }) => id);
  expect(ids(true)).toContain("/admin/users");
  expect(ids(false)).not.toContain("/admin/users");
  expect(ids(false)).toEqual(expect.arrayContaining(["light", "system", "language", "signOut"]));
  expect(ids(false)).not.toContain("dark");
});

describe("keys", () => {
  test.each([
    ["ArrowDown", 2, 0],
    ["ArrowUp", 0, 2],
    ["ArrowDown", -1, 0],
    ["Home", 2, 0],
    ["End", 0, 2],
    ["a", 0, undefined],
  ])("%s from %i leads to %s of three", (key, from, to) => expect(movedTo(key, from, 3)).toBe(to));

  test("lead nowhere in an empty list", () => expect(movedTo("ArrowDown", -1, 0)).toBeUndefined());

  const listed = [
    { id: "a", unread: true },
    { id: "b", unread: false },
    { id: "c", unread: true },
  ];
  test.each([
    [undefined, 1, "a"],
    [undefined, -1, "c"],
    ["a", 1, "b"],
    ["a", -1, undefined],
    ["c", 1, undefined],
  ] as const)("from conversation %s, %i is %s", (open, step, id) => expect(neighbourOf(listed, open, step)).toBe(id));
  test.each([
    [undefined, 1, "a"],
    [undefined, -1, "c"],
    ["a", 1, "c"],
    ["c", 1, "a"],
    ["b", -1, "a"],
    ["a", -1, "c"],
  ] as const)("from conversation %s, %i unread is %s", (open, step, id) =>
    expect(unreadNeighbourOf(listed, open, step)).toBe(id),
  );
  test("nothing else is unread", () => expect(unreadNeighbourOf(listed.slice(0, 2), "a", 1)).toBeUndefined());
});

describe("chords", () => {
  const pressed = (key: string, ...held: readonly ("ctrlKey" | "metaKey" | "altKey" | "shiftKey")[]) => ({
    key,
    ctrlKey: held.includes("ctrlKey"),
    metaKey: held.includes("metaKey"),
    altKey: held.includes("altKey"),
    shiftKey: held.includes("shiftKey"),
  });
  test.each([
    ["Mod+K", pressed("k", "ctrlKey"), false, true],
    ["Mod+K", pressed("K", "ctrlKey", "shiftKey"), false, false],
    ["Mod+K", pressed("k", "metaKey"), false, false],
    ["Mod+K", pressed("k", "metaKey"), true, true],
    ["Mod+K", pressed("k", "ctrlKey"), true, false],
    ["Mod+/", pressed("/", "ctrlKey", "shiftKey"), false, true],
    ["Alt+ArrowUp", pressed("ArrowUp", "altKey"), false, true],
    ["Alt+ArrowUp", pressed("ArrowUp", "altKey", "shiftKey"), false, false],
    ["Shift+F6", pressed("F6", "shiftKey"), false, true],
    ["F6", pressed("F6", "shiftKey"), false, false],
    ["Escape", pressed("Escape"), false, true],
  ] as const)("%s: %j", (chord, event, mac, is) => expect(isChord(event, chord, mac)).toBe(is));

  test("have the signs of the machine", () => {
    expect(keysOf("Mod+Shift+F", false)).toEqual(["Ctrl", "Shift", "F"]);
    expect(keysOf("Alt+ArrowUp", true)).toEqual(["⌥", "↑"]);
    expect(keysOf("Mod+K", true)).toEqual(["⌘", "K"]);
  });
});

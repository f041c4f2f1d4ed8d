import { describe, expect, test } from "vitest";
import {
  aboutOf,
  changeIn,
  choicesFor,
  closedFor,
  isAnnounced,
  isPicture,
  mayLeave,
  mutedUntil,
  settingsOf,
  slowModes,
  sortMembers,
} from "../src/features/Conversations/group.model.ts";
import { pictureOf } from "../src/features/Conversations/list.model.ts";
import type { Conversation, Member, MemberRole, User } from "../src/wire/index.ts";
import { head, ME, OTHER } from "./support.ts";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const member = (role: MemberRole, more: Partial<Member> = {}): Member => ({ userId: OTHER, role, version: 1, ...more });
const group = (more: Partial<Conversation> = {}): Conversation => ({ ...head().conversation, ...more });

describe("a member", () => {
  test("is moderated by those of a higher role only, and nobody by himself", () => {
    const moderates = (own: MemberRole, role: MemberRole) => choicesFor(own, member(role), ME).moderates;
    expect(moderates("member", "member")).toBe(false);
    expect(moderates("administrator", "member")).toBe(true);
    expect(moderates("administrator", "administrator")).toBe(false);
    expect(moderates("owner", "administrator")).toBe(true);
    expect(choicesFor("owner", member("owner", { userId: ME }), ME)).toEqual({ roles: [], moderates: false });
  });

  test("gets roles from the owner alone", () => {
    expect(choicesFor("owner", member("member"), ME).roles).toEqual(["member", "administrator", "owner"]);
    expect(choicesFor("administrator", member("member"), ME).roles).toEqual([]);
  });

  test("is muted until a time, for good, or no longer", () => {
    const until = (time?: string) => mutedUntil(member("member", time === undefined ? {} : { mutedUntil: time }), NOW);
    expect(until()).toBeUndefined();
    expect(until("2026-03-01T11:59:59Z")).toBeUndefined();
    expect(until("2026-03-01T13:00:00Z")).toBe(Date.parse("2026-03-01T13:00:00Z"));
    expect(until("2036-02-28T12:00:00Z")).toBe("for good");
  });

  test("stands by role, then by name in the reader's language", () => {
    const names = { a: "张三", b: "李四", c: "Zed", d: "Ann" };
    const users = new Map(Object.entries(names).map(([id, displayName]) => [id, { id, displayName } as User]));
    const members = [
      member("member", { userId: "a" }),
      member("member", { userId: "b" }),
      member("owner", { userId: "c" }),
      member("administrator", { userId: "d" }),
    ];
    expect(sortMembers(members, users, "zh-CN").map(({ userId }) => userId)).toEqual(["c", "d", "b", "a"]);
  });
});

describe("a group", () => {
  test("is left by everybody but an owner who is not the last", () => {
    expect(mayLeave(head({ role: "administrator" }))).toBe(true);
    expect(mayLeave(head({ role: "owner" }))).toBe(false);
    expect(mayLeave(head({ role: "owner", conversation: group({ memberCount: 1 }) }))).toBe(true);
  });

  test("says why the user does not write: archived for all, else for members", () => {
    const muted = member("member", { mutedUntil: "2026-03-01T13:00:00Z" });
    const restricted = group({ posting: "administrator" });
    expect(closedFor(head(), undefined, NOW)).toBeUndefined();
    expect(closedFor(head(), muted, NOW)).toBe("muted");
    expect(closedFor(head({ role: "administrator" }), muted, NOW)).toBeUndefined();
    expect(closedFor(head({ conversation: restricted }), undefined, NOW)).toBe("posting_restricted");
    expect(closedFor(head({ conversation: restricted, role: "owner" }), undefined, NOW)).toBeUndefined();
    const archived = group({ archivedAt: "2026-02-01T00:00:00Z" });
    expect(closedFor(head({ conversation: archived, role: "owner" }), undefined, NOW)).toBe("archived");
  });

  test("is asked to change only what differs", () => {
    const held = group({ title: "Old", description: "About" });
    expect(changeIn(aboutOf(held), aboutOf(held))).toBeUndefined();
    expect(changeIn(aboutOf(held), { ...aboutOf(held), description: "" })).toEqual({ description: "" });
    const settings = settingsOf(group({ slowModeSeconds: 30 }));
    expect(changeIn(settings, { ...settings, slowModeSeconds: 0, visibility: "public" })).toEqual({
      slowModeSeconds: 0,
      visibility: "public",
    });
  });

  test("offers the pause that is set, whatever it is", () => {
    expect(slowModes(45)).toContain(45);
    expect(slowModes(60).filter((seconds) => seconds === 60)).toHaveLength(1);
  });

  test("takes a picture of three kinds up to 256 KiB, and shows it under its version", () => {
    expect(isPicture({ type: "image/png", size: 256 * 1024 })).toBe(true);
    expect(isPicture({ type: "image/png", size: 256 * 1024 + 1 })).toBe(false);
    expect(isPicture({ type: "image/svg+xml", size: 100 })).toBe(false);
    expect(pictureOf(group())).toBeUndefined();
    expect(pictureOf(group({ id: "g", avatarVersion: 7 }))).toBe("/api/v1/conversations/g/avatar?version=7");
  });

  test("shows an announcement until it is put away, and the next one again", () => {
    const first = { text: "Hello", userId: OTHER, at: "2026-02-01T00:00:00Z" };
    const announced = group({ announcement: first });
    expect(isAnnounced(group(), {})).toBe(false);
    expect(isAnnounced(announced, undefined)).toBe(true);
    expect(isAnnounced(announced, { [announced.id]: first.at })).toBe(false);
    const next = group({ announcement: { ...first, at: "2026-02-02T00:00:00Z" } });
    expect(isAnnounced(next, { [announced.id]: first.at })).toBe(true);
  });
});

import "fake-indexeddb/auto";
import { beforeEach, describe, expect, test } from "vitest";
import { IndexedDbVault } from "../src/browser/indexedDbVault.ts";
import { CacheWriter } from "../src/core/cache/CacheWriter.ts";
import { done, type Outcome, refused, Unknown } from "../src/core/outcome.ts";
import { Personal } from "../src/core/personal/Personal.ts";
import type { PersonalChanges, PersonalItem } from "../src/wire/index.ts";
import { FakeClock, settle } from "./support.ts";

const draft = (key: string, text: string): PersonalItem => ({ kind: "draft", key, draft: { text } });
const removed = (key: string): PersonalItem => ({ kind: "draft", key, deleted: true });
const saved = (key: string): PersonalItem => ({ kind: "saved", key, saved: {} });

/** A server that keeps one user's things, and pages of two. */
class Server {
  version = 0;
  forgotten = 0;
  online = true;
  refuses: Outcome<never> | undefined;
  readonly asked: number[] = [];
  readonly pushes: PersonalChanges[] = [];
  readonly items = new Map<string, PersonalItem>();

  write(wish: PersonalItem): PersonalItem {
    const id = `${wish.kind} ${wish.key}`;
    if (wish.deleted === true && !this.items.has(id)) return { ...wish, version: this.version };
    const item = { ...wish, version: ++this.version, changedAt: "2026-01-01T00:00:00Z" };
    this.items.set(id, item);
    this.pushes.push({ after: this.version - 1, version: this.version, items: [item] });
    return item;
  }

  readonly get = async ({ since }: { readonly since: number }): Promise<Outcome<PersonalChanges>> => {
    this.asked.push(since);
    if (!this.online) throw new Unknown("offline");
    const after = since > this.version || since < this.forgotten ? 0 : since;
    const later = [...this.items.values()]
      .filter((item) => (item.version ?? 0) > after)
      .sort((a, b) => (a.version ?? 0) - (b.version ?? 0));
    const items = later.slice(0, 2);
    const more = items.length < later.length;
    const version = more ? (items.at(-1)?.version ?? 0) : this.version;
    return done({ after, version, full: after === 0, more, items });
  };

  readonly set = async ({ item }: { readonly item: PersonalItem }): Promise<Outcome<PersonalItem>> => {
    if (!this.online) throw new Unknown("offline");
    return this.refuses ?? done(this.write(item));
  };
}

describe("own things", () => {
  let clock: FakeClock;
  let server: Server;
  let personal: Personal;
  let kept: { items: readonly PersonalItem[]; version: number; full: boolean }[];
  const text = (key: string) => personal.get("draft", key)?.draft?.text;
  beforeEach(() => {
    clock = new FakeClock();
    server = new Server();
    kept = [];
    personal = new Personal({
      clock,
      get: server.get,
      set: server.set,
      changed: (items, version, full) => kept.push({ items, version, full }),
    });
  });

  test("pushes in order are applied without a question", () => {
    server.write(draft("a", "one"));
    server.write(draft("a", "two"));
    for (const push of server.pushes) personal.apply(push);
    expect(text("a")).toBe("two");
    expect(personal.version).toBe(2);
    server.write(removed("a"));
    for (const push of server.pushes) personal.apply(push);
    expect(text("a")).toBeUndefined();
    expect(server.asked).toEqual([]);
  });

  test("a push that comes too early waits for the one before it", async () => {
    server.write(draft("a", "one"));
    server.write(draft("a", "two"));
    const [first, second] = server.pushes;
    if (first === undefined || second === undefined) throw new Error("There are two.");
    personal.apply(second);
    expect(text("a")).toBeUndefined();
    personal.apply(first);
    expect(text("a")).toBe("two");
    await clock.move(1_000);
    expect(server.asked).toEqual([]);
  });

  test("a lost push is asked for after a moment, and a higher version of a sync at once", async () => {
    for (const key of ["a", "b", "c"]) server.write(draft(key, key));
    for (const push of server.pushes.slice(0, 1)) personal.apply(push);
    for (const push of server.pushes.slice(2)) personal.apply(push);
    expect(text("c")).toBeUndefined();
    await clock.move(299);
    expect(server.asked).toEqual([]);
    await clock.move(1);
    expect(server.asked).toEqual([1]);
    expect([text("b"), text("c")]).toEqual(["b", "c"]);

    server.write(draft("d", "d"));
    personal.heard(server.version);
    await settle();
    expect(text("d")).toBe("d");
    personal.heard(server.version);
    await settle();
    expect(server.asked).toEqual([1, 3]);
  });

  test("further pages are asked for until there are none", async () => {
    personal.putCached(1, [{ ...draft("old", "old"), version: 1 }]);
    server.version = 1;
    for (const key of ["a", "b", "c", "d", "e"]) server.write(draft(key, key));
    personal.heard(server.version);
    await settle();
    expect(server.asked).toEqual([1, 3, 5]);
    expect(text("e")).toBe("e");
    expect(text("old")).toBe("old");
    expect(kept.map(({ version, full }) => [version, full])).toEqual([
      [3, false],
      [5, false],
      [6, false],
    ]);
  });

  test("a full answer drops what none of its pages names, and no sooner", async () => {
    personal.putCached(3, [
      { ...draft("gone", "gone"), version: 2 },
      { ...draft("a", "before"), version: 3 },
    ]);
    server.version = 3;
    for (const key of ["a", "b", "c"]) server.write(draft(key, "now"));
    server.forgotten = 4;
    const before = personal.catchUp();
    server.write(draft("late", "late"));
    for (const push of server.pushes.slice(-1)) personal.apply(push);
    expect(text("gone")).toBe("gone");
    await before;
    expect(text("gone")).toBeUndefined();
    expect([text("a"), text("b"), text("c"), text("late")]).toEqual(["now", "now", "now", "late"]);
    expect(kept.some(({ full }) => full)).toBe(true);
  });

  test("a full answer whose further page is lost changes nothing and is asked for anew", async () => {
    personal.putCached(3, [{ ...draft("gone", "gone"), version: 2 }]);
    server.version = 3;
    for (const key of ["a", "b", "c"]) server.write(draft(key, "now"));
    server.forgotten = 4;
    const get = server.get;
    let answers = 0;
    personal = new Personal({
      clock,
      get: (request) => (++answers === 2 ? Promise.reject(new Unknown("lost")) : get(request)),
      set: server.set,
      changed: () => undefined,
    });
    personal.putCached(3, [{ ...draft("gone", "gone"), version: 2 }]);
    await personal.catchUp();
    expect(text("gone")).toBe("gone");
    expect(personal.version).toBe(3);
    await personal.catchUp();
    expect(text("gone")).toBeUndefined();
    expect(text("c")).toBe("now");
  });

  test("a wish shows at once, is confirmed by its reply, and its push changes nothing more", async () => {
    const before = personal.store.getState();
    const wish = personal.put(saved("c1/3"));
    expect(personal.get("saved", "c1/3")).toBeDefined();
    expect(personal.store.getState()).not.toBe(before);
    await wish;
    expect(personal.version).toBe(1);
    for (const push of server.pushes) personal.apply(push);
    expect(kept).toHaveLength(1);
    await personal.put({ kind: "saved", key: "c1/3", deleted: true });
    expect(personal.get("saved", "c1/3")).toBeUndefined();
  });

  test("a wish that is refused is taken back, and its refusal answered", async () => {
    server.refuses = refused("too_many");
    expect(await personal.put(saved("c1/3"))).toEqual(refused("too_many"));
    expect(personal.get("saved", "c1/3")).toBeUndefined();
  });

  test("a wish without a connection shows, and is said after the next connect, only as it was last", async () => {
    server.online = false;
    await personal.put(draft("a", "one"));
    await personal.put(draft("a", "two"));
    expect(text("a")).toBe("two");
    server.online = true;
    personal.wake();
    await settle();
    expect(server.version).toBe(1);
    expect(server.items.get("draft a")?.draft?.text).toBe("two");
    expect(personal.version).toBe(1);
  });

  test("the reply to a removal of what is not there hides no change of another thing", async () => {
    server.write(draft("other", "text"));
    await personal.put(removed("never there"));
    expect(personal.version).toBe(0);
    for (const push of server.pushes) personal.apply(push);
    expect(text("other")).toBe("text");
  });

  test("a reply behind a gap asks for what is between", async () => {
    server.write(draft("a", "a"));
    await personal.put(draft("b", "b"));
    expect([text("a"), text("b")]).toEqual(["a", "b"]);
    expect(personal.version).toBe(2);
  });

  test("nothing of another server stays", async () => {
    await personal.put(draft("a", "a"));
    personal.clear();
    expect(text("a")).toBeUndefined();
    expect(personal.version).toBe(0);
  });
});

test("own things are in the cache of the next start, removed ones as marks, and go with the server's epoch", async () => {
  const clock = new FakeClock();
  const vault = await IndexedDbVault.open("keeper", clock.now);
  const writer = new CacheWriter(vault, clock, () => ({
    heads: new Map(),
    logs: new Map(),
    members: new Map(),
    ready: true,
  }));
  const at = (version: number, item: PersonalItem) => ({ ...item, version });
  writer.personalChanged([at(1, draft("a", "a")), at(2, saved("c1/1"))], 2, false);
  await writer.flush();
  writer.personalChanged([at(3, removed("a"))], 3, false);
  await writer.flush();
  writer.personalChanged([at(1, draft("a", "from a tab that is behind"))], 2, false);
  await writer.flush();
  const { personal } = await vault.readStart();
  expect(personal?.version).toBe(2);
  expect(personal?.items).toEqual([at(3, removed("a")), at(2, saved("c1/1"))]);

  writer.personalChanged([at(9, saved("c1/2"))], 9, true);
  await writer.flush();
  expect((await vault.readStart()).personal).toEqual({ version: 9, items: [at(9, saved("c1/2"))] });
  await vault.forget();
  expect((await vault.readStart()).personal).toBeUndefined();
  await vault.destroy();
});

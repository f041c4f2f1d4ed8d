import { beforeEach, describe, expect, test } from "vitest";
import { Directory } from "../src/core/directory/Directory.ts";
import { namedIn, pathName, rowsOf, totalsOf, treeOf, withinOf } from "../src/core/directory/departmentTree.ts";
import { done } from "../src/core/outcome.ts";
import { aliasesOf, contactItem } from "../src/core/personal/items.ts";
import { Presence } from "../src/core/presence/Presence.ts";
import { reachable, statusAt } from "../src/core/presence/status.ts";
import { departmentChange, departmentFields } from "../src/features/Directory/department.model.ts";
import { sampleCsv } from "../src/features/Directory/import.model.ts";
import { idsNamed } from "../src/features/Directory/people.model.ts";
import { stepIn } from "../src/features/Directory/tree.model.ts";
import { changedBy, createdBy, fieldsOf } from "../src/features/Identity/account.model.ts";
import { endOf, formOf, statusOf } from "../src/features/Presence/status.model.ts";
import type { Account, Department, UserPresence } from "../src/wire/index.ts";
import { FakeClock } from "./support.ts";

const department = (id: string, parentId?: string, people = 0): Department => ({
  id,
  name: id.toUpperCase(),
  position: 0,
  people,
  headIds: [],
  ...(parentId === undefined ? {} : { parentId }),
});
const company = [
  department("all", undefined, 1),
  department("build", "all", 2),
  department("sell", "all", 4),
  department("web", "build", 8),
];

describe("the tree of departments", () => {
  const tree = treeOf(company);
  const open = rowsOf(tree, () => true);

  test("comes from a flat list, with the people of all below", () => {
    expect(open.map(({ department: { id }, level, total }) => [id, level, total])).toEqual([
      ["all", 1, 15],
      ["build", 2, 10],
      ["web", 3, 8],
      ["sell", 2, 4],
    ]);
    expect(open.map(({ place, siblings }) => `${place}/${siblings}`)).toEqual(["1/1", "1/2", "1/1", "2/2"]);
    expect(totalsOf(company).get("build")).toBe(10);
  });

  test("shows what is open, and puts an orphan at the top", () => {
    expect(rowsOf(tree, (id) => id === "all").map((row) => row.department.id)).toEqual(["all", "build", "sell"]);
    expect(treeOf([department("lost", "gone")]).map((node) => node.level)).toEqual([1]);
  });

  test("knows paths, names and what a department cannot be moved below", () => {
    expect(pathName(company, "web")).toBe("ALL/BUILD/WEB");
    expect(namedIn(company, " eb ").map(({ id }) => id)).toEqual(["web"]);
    expect(namedIn(company, "")).toEqual([]);
    expect([...withinOf(company, "build")]).toEqual(["build", "web"]);
  });

  test("is gone about in by the keys of a tree", () => {
    const step = (id: string, key: string, isOpen = true) => {
      const row = open.find((held) => held.department.id === id);
      return row && stepIn(open, row, key, isOpen);
    };
    expect(step("build", "ArrowDown")).toBe("web");
    expect(step("all", "ArrowUp")).toBe("all");
    expect(step("build", "ArrowRight")).toBe("web");
    expect(step("build", "ArrowRight", false)).toBe("toggle");
    expect(step("build", "ArrowLeft")).toBe("toggle");
    expect(step("web", "ArrowLeft")).toBe("build");
    expect(step("web", "ArrowRight")).toBeUndefined();
    expect(step("all", "End")).toBe("sell");
    expect(step("sell", "Home")).toBe("all");
    expect(step("all", "s")).toBe("sell");
    expect(step("all", " ")).toBe("select");
    expect(step("all", "Tab")).toBeUndefined();
  });

  test("is changed only where a form differs", () => {
    const web = department("web", "build");
    expect(departmentChange(web, departmentFields(web))).toEqual({});
    expect(departmentChange(web, { ...departmentFields(web), parentId: "", headIds: ["u"] })).toEqual({
      parentId: "00000000-0000-0000-0000-000000000000",
      headIds: ["u"],
    });
  });
});

describe("a status", () => {
  // A Sunday by the clock of whoever runs this.
  const sunday = new Date(2026, 2, 1, 15, 30);
  const local = (day: number) => new Date(2026, 2, day).toISOString();

  test("holds for a while, to the end of the day or the week, or until it is changed", () => {
    expect(endOf("half", sunday)).toBe(new Date(2026, 2, 1, 16).toISOString());
    expect(endOf("four", sunday)).toBe(new Date(2026, 2, 1, 19, 30).toISOString());
    expect(endOf("today", sunday)).toBe(local(2));
    expect(endOf("week", sunday)).toBe(local(2));
    expect(endOf("week", new Date(2026, 2, 2, 9))).toBe(local(9));
    expect(endOf("open", sunday)).toBeUndefined();
    expect(endOf("held", sunday, "x")).toBe("x");
  });

  test("keeps its end when only its words change, and says nothing when the form is empty", () => {
    const held = { text: "Away", until: "2026-03-02T00:00:00.000Z" };
    expect(statusOf({ ...formOf(held), text: "Gone" }, sunday, held.until)).toEqual({ ...held, text: "Gone" });
    expect(statusOf({ ...formOf(undefined), text: "  " }, sunday)).toEqual({});
  });

  test("is over at its end, and stands in place of online and away only", () => {
    const status = { availability: "busy", until: new Date(1_000).toISOString() } as const;
    expect(statusAt(status, 999)).toBe(status);
    expect(statusAt(status, 1_000)).toBeUndefined();
    expect(statusAt({}, 0)).toBeUndefined();
    expect(reachable({ userId: "u", state: "away", status })).toBe("busy");
    expect(reachable({ userId: "u", state: "offline", status })).toBe("offline");
  });

  test("goes from those whom one looks at when its time is over", async () => {
    const clock = new FakeClock();
    const presence = new Presence(
      { watch: async () => done({ users: [] }), sayTyping: async () => undefined },
      {
        clock,
        surroundings: { lastActed: () => 0 } as unknown as ConstructorParameters<typeof Presence>[1]["surroundings"],
      },
    );
    const shown = (id: string) => presence.store.getState().users.get(id);
    const until = new Date(clock.now() + 60_000).toISOString();
    const fang: UserPresence = { userId: "fang", state: "online", status: { text: "Lunch", until } };
    presence.putPresence(fang);
    presence.putStatus("me", { text: "Here" });
    await clock.move(59_999);
    expect(shown("fang")).toEqual(fang);
    await clock.move(1);
    expect(shown("fang")).toEqual({ userId: "fang", state: "online" });
    expect(shown("me")?.status).toEqual({ text: "Here" });
    presence.putStatus("me", {});
    expect(shown("me")).toEqual({ userId: "me", state: "online" });
  });
});

describe("a contact", () => {
  test("is kept while it says something", () => {
    expect(contactItem("u", {}, { starred: true })).toEqual({ kind: "contact", key: "u", contact: { starred: true } });
    expect(contactItem("u", { starred: true, alias: "Boss" }, { starred: false, alias: "" })).toEqual({
      kind: "contact",
      key: "u",
      deleted: true,
    });
  });

  describe("with an alias", () => {
    const fang = { id: "fang", userName: "wangf", displayName: "王芳" };
    let written: string[];
    let directory: Directory;
    const name = () => directory.store.getState().users.get("fang")?.displayName;
    beforeEach(() => {
      written = [];
      directory = new Directory(
        async () => done({ users: [] }),
        new FakeClock(),
        (users) => written.push(...users.map(({ displayName }) => displayName)),
      );
    });

    test("is found by it", () => {
      const contacts = new Map([["fang", contactItem("fang", {}, { alias: "The Boss" })]]);
      expect(idsNamed(contacts, "boss")).toEqual(["fang"]);
      expect(idsNamed(contacts, "")).toEqual([]);
    });

    test("goes by it wherever names come from, and by his own name again without it", () => {
      directory.put([fang]);
      directory.setAliases(aliasesOf(new Map([["fang", contactItem("fang", {}, { alias: "Boss" })]])));
      expect(name()).toBe("Boss");
      directory.put([{ ...fang, title: "Engineer" }]);
      expect(name()).toBe("Boss");
      directory.setAliases(new Map());
      expect(name()).toBe("王芳");
      expect(written).toEqual(["王芳", "王芳"]);
    });
  });
});

describe("an account's form", () => {
  const account: Account = {
    user: { id: "u", userName: "wangf", displayName: "王芳", department: "Web", title: "Engineer" },
    departmentPath: "Company/Web",
    isAdministrator: false,
    external: false,
    hasPassword: true,
    createdAt: "2026-03-01T00:00:00Z",
  };

  test("shows the department's path, and sends only what it changes", () => {
    const fields = fieldsOf(account);
    expect(fields.department).toBe("Company/Web");
    expect(changedBy(account, { ...fields, displayName: " 王芳 " })).toEqual({});
    expect(changedBy(account, { ...fields, department: "", phone: "1" })).toEqual({ department: "", phone: "1" });
  });

  test("leaves out what is empty of a new one", () => {
    const fields = { ...fieldsOf(undefined), userName: "bob", displayName: "Bob", title: "Cook" };
    expect(createdBy(fields)).toEqual({ userName: "bob", displayName: "Bob", title: "Cook", isAdministrator: false });
  });
});

test.each(["en", "zh-CN"])("the sample of an import has as many fields in each row (%s)", (locale) => {
  const rows = sampleCsv(locale).trim().split("\r\n");
  const fields = rows.map((row) => row.replace(/"[^"]*"/g, "quoted").split(",").length);
  expect(fields).toEqual([12, 12, 12]);
});

import { beforeEach, describe, expect, test } from "vitest";
import { MemoryVault } from "../src/core/cache/MemoryVault.ts";
import { Drafts } from "../src/core/drafts/Drafts.ts";
import { SharedDrafts } from "../src/core/drafts/SharedDrafts.ts";
import { done, type Outcome, refused } from "../src/core/outcome.ts";
import { Personal } from "../src/core/personal/Personal.ts";
import type { TabMessage } from "../src/core/ports.ts";
import type { PersonalChanges, PersonalItem } from "../src/wire/index.ts";
import { CONVERSATION, FakeClock } from "./support.ts";

describe("drafts in two tabs", () => {
  const clock = new FakeClock();
  let here: Drafts;
  let there: Drafts;
  let heard: string[];
  const text = (drafts: Drafts) => drafts.store.getState().drafts.get(CONVERSATION);
  const tellsTo = (other: () => Drafts) => ({
    tell: (message: TabMessage) => {
      if (message.kind === "draft") other().heard(message.conversationId, message.text);
    },
    listen: () => () => undefined,
  });
  beforeEach(() => {
    here = new Drafts(
      new MemoryVault(),
      clock,
      tellsTo(() => there),
    );
    there = new Drafts(
      new MemoryVault(),
      clock,
      tellsTo(() => here),
    );
    heard = [];
    there.onHeard((_, draft) => heard.push(draft));
  });

  test("what is typed in one is in the other soon, and gone there when it is sent", async () => {
    here.changed(CONVERSATION, "half");
    await clock.move(499);
    expect(text(there)).toBeUndefined();
    await clock.move(1);
    expect(text(there)).toBe("half");
    here.changed(CONVERSATION, "");
    here.flush();
    expect(text(there)).toBeUndefined();
    expect(heard).toEqual(["half", ""]);
  });

  test("what is being typed is not overwritten; both end with what was typed last", async () => {
    here.changed(CONVERSATION, "from here");
    await clock.move(400);
    there.changed(CONVERSATION, "from there");
    await clock.move(100);
    expect(text(here)).toBe("from here");
    expect(heard).toEqual([]);
    await clock.move(400);
    expect(text(here)).toBe("from there");
    expect(text(there)).toBe("from there");
  });
});

describe("drafts on two devices", () => {
  const clock = new FakeClock();
  const noTabs = { tell: () => undefined, listen: () => () => undefined };
  let version: number;
  let refusal: Outcome<never> | undefined;
  let devices: { readonly drafts: Drafts; readonly personal: Personal }[];

  const set = async (wish: PersonalItem): Promise<Outcome<PersonalItem>> => {
    if (refusal !== undefined) return refusal;
    const item = { ...wish, version: ++version, changedAt: "2026-01-01T00:00:00Z" };
    const push: PersonalChanges = { after: version - 1, version, items: [item] };
    for (const { personal } of devices) personal.apply(push);
    return done(item);
  };
  const device = () => {
    const drafts = new Drafts(new MemoryVault(), clock, noTabs);
    const personal: Personal = new Personal({
      clock,
      get: async ({ since }) => done({ after: since, version, items: [] }),
      set: ({ item }) => set(item),
      changed: (items, _version, full) => shared.heard(items, full),
    });
    const shared = new SharedDrafts(drafts, personal, clock);
    devices.push({ drafts, personal });
    return drafts;
  };
  const text = (drafts: Drafts) => drafts.textOf(CONVERSATION);
  let here: Drafts;
  let there: Drafts;
  beforeEach(() => {
    version = 0;
    refusal = undefined;
    devices = [];
    here = device();
    there = device();
  });

  test("a draft is on the other device two seconds after the last key, and gone there when it is sent", async () => {
    here.changed(CONVERSATION, "half");
    await clock.move(1_900);
    expect(text(there)).toBe("");
    await clock.move(100);
    expect(text(there)).toBe("half");
    here.changed(CONVERSATION, "");
    here.flush();
    await clock.move(0);
    expect(text(there)).toBe("");
  });

  test("what was typed is not overwritten, and the last one to write is the one that the server has", async () => {
    here.changed(CONVERSATION, "from here");
    there.changed(CONVERSATION, "from there");
    await clock.move(5_000);
    expect([text(here), text(there)]).toEqual(["from here", "from there"]);
    expect(devices[0]?.personal.get("draft", CONVERSATION)?.draft?.text).toBe("from there");
  });

  test("one that came from elsewhere follows what is made of it there, until it is changed here", async () => {
    here.changed(CONVERSATION, "one");
    await clock.move(2_000);
    here.changed(CONVERSATION, "two");
    await clock.move(2_000);
    expect(text(there)).toBe("two");
    there.changed(CONVERSATION, "two and a half");
    here.changed(CONVERSATION, "");
    here.flush();
    await clock.move(0);
    expect(text(there)).toBe("two and a half");
  });

  test("one that is gone on with elsewhere goes on here, and goes when it is sent there", async () => {
    here.changed(CONVERSATION, "begun");
    await clock.move(2_000);
    there.changed(CONVERSATION, "begun and ended");
    await clock.move(2_000);
    expect(text(here)).toBe("begun and ended");
    there.changed(CONVERSATION, "");
    there.flush();
    await clock.move(0);
    expect(text(here)).toBe("");
  });

  test("a message sent at once leaves no draft that comes back", async () => {
    const taken: string[] = [];
    here.onTakenOver((_, __, draft) => taken.push(draft));
    here.changed(CONVERSATION, "quick");
    await clock.move(1_999);
    await clock.move(1);
    here.changed(CONVERSATION, "");
    here.flush();
    await clock.move(5_000);
    expect([text(here), text(there), taken.length]).toEqual(["", "", 0]);
  });

  test("a refusal of the server takes nothing away from the field", async () => {
    refusal = refused("text_invalid");
    here.changed(CONVERSATION, "kept here");
    await clock.move(5_000);
    expect(text(here)).toBe("kept here");
  });
});

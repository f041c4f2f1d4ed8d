import { beforeEach, describe, expect, test } from "vitest";
import { MemoryVault } from "../src/core/cache/MemoryVault.ts";
import { Drafts } from "../src/core/drafts/Drafts.ts";
import type { TabMessage } from "../src/core/ports.ts";
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

import { beforeEach, describe, expect, test } from "vitest";
import { type Announcement, Announcements } from "../src/core/log/Announcements.ts";
import { FakeClock, message } from "./support.ts";

describe("announcements", () => {
  let clock: FakeClock;
  let said: Announcement[];
  let announcements: Announcements;
  beforeEach(() => {
    clock = new FakeClock();
    said = [];
    announcements = new Announcements(clock, (announcement) => said.push(announcement));
  });

  test("say a message at once, and at most one thing in two seconds", async () => {
    announcements.heard([message(1)]);
    await clock.move(100);
    for (const seq of [2, 3, 4]) announcements.heard([message(seq)]);
    await clock.move(1_899);
    expect(said).toEqual([{ kind: "message", message: message(1) }]);
    await clock.move(1);
    expect(said.slice(1)).toEqual([{ kind: "count", count: 3 }]);
  });

  test("say the text of a single message that had to wait, and are quick again after a pause", async () => {
    announcements.heard([message(1)]);
    announcements.heard([message(2)]);
    await clock.move(2_000);
    expect(said.at(-1)).toEqual({ kind: "message", message: message(2) });
    await clock.move(2_000);
    announcements.heard([message(3)]);
    expect(said.at(-1)).toEqual({ kind: "message", message: message(3) });
  });

  test("only count what comes all at once, and say nothing more when stopped", async () => {
    announcements.heard([message(1), message(2)]);
    expect(said).toEqual([{ kind: "count", count: 2 }]);
    announcements.heard([message(3)]);
    announcements.stop();
    await clock.move(10_000);
    expect(said).toHaveLength(1);
  });
});

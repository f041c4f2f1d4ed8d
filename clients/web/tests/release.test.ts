import { beforeEach, describe, expect, test } from "vitest";
import { Release, type Releases } from "../src/core/release/Release.ts";
import { placeOf, windowTitle } from "../src/features/Notifications/title.model.ts";
import { answerOf } from "../src/sw/routes.ts";
import { FakeClock } from "./support.ts";

describe("a new release", () => {
  let clock: FakeClock;
  let log: string[];
  let busy: boolean;
  let visible: boolean;
  let waits: boolean;
  let release: Release;
  let waiting: () => void;
  let taken: () => void;
  let leave: () => void;
  let come: () => void;
  const state = () => release.store.getState().state;

  beforeEach(() => {
    clock = new FakeClock();
    log = [];
    busy = false;
    visible = true;
    waits = true;
    const ignore = () => undefined;
    const releases: Releases = {
      onWaiting: (run) => {
        waiting = run;
        return ignore;
      },
      onTaken: (run) => {
        taken = run;
        return ignore;
      },
      take: (when) => {
        if (waits) log.push(`take ${when}`);
        return waits;
      },
      look: ignore,
      reload: () => log.push("reload"),
    };
    const surroundings = {
      online: () => true,
      visible: () => visible,
      lastActed: () => 0,
      onLeave: (run: () => void) => {
        leave = () => {
          visible = false;
          run();
        };
        return ignore;
      },
      onReturn: (run: () => void) => {
        come = () => {
          visible = true;
          run();
        };
        return ignore;
      },
    };
    release = new Release(releases, { clock, surroundings }, () => busy);
    release.start();
  });

  test("waits until the user wants it, and then reloads once", async () => {
    waiting();
    await clock.move(600_000);
    expect([state(), log]).toEqual(["waiting", []]);

    release.take();
    expect([state(), log]).toEqual(["taking", ["take now"]]);
    taken();
    expect(log).toEqual(["take now", "reload"]);
  });

  test("is taken by a tab that was hidden for a minute", async () => {
    waiting();
    leave();
    await clock.move(59_000);
    expect(log).toEqual([]);
    await clock.move(2_000);
    taken();
    expect(log).toEqual(["take unseen", "reload"]);
  });

  test("is not taken by one that somebody has come back to, nor by one with a draft", async () => {
    waiting();
    leave();
    await clock.move(30_000);
    come();
    await clock.move(120_000);
    busy = true;
    leave();
    await clock.move(120_000);
    expect(log).toEqual([]);
  });

  test("that another tab has taken is offered where somebody looks or writes", () => {
    taken();
    expect([state(), log]).toEqual(["waiting", []]);

    waits = false;
    release.take();
    expect(log).toEqual(["reload"]);
  });

  test("that another tab has taken is taken by a hidden one at once", () => {
    leave();
    taken();
    expect(log).toEqual(["reload"]);
  });
});

test.each([
  ["GET", "navigate", "/", "page"],
  ["GET", "navigate", "/c/0199/17", "page"],
  ["GET", "navigate", "/settings", "page"],
  ["GET", "navigate", "/apiary", "page"],
  ["GET", "navigate", "/api/v1/files/1", "network"],
  ["GET", "navigate", "/connect/authorize", "network"],
  ["GET", "navigate", "/.well-known/openid-configuration", "network"],
  ["GET", "navigate", "/docs", "network"],
  ["GET", "navigate", "/sign-in", "network"],
  ["GET", "navigate", "/setup", "network"],
  ["GET", "navigate", "/manifest.webmanifest", "network"],
  ["POST", "navigate", "/", "network"],
  ["GET", "cors", "/api/v1/sync", "network"],
  ["GET", "no-cors", "/", "network"],
  ["GET", "cors", "/assets/index-1.js", "asset"],
] as const)("the worker answers %s (%s) of %s with: %s", (method, mode, path, answer) => {
  expect(answerOf(method, mode, path)).toBe(answer);
});

test("the window is named after what waits, where one is, and the program", () => {
  expect(windowTitle(0, undefined)).toBe("Messenger");
  expect(windowTitle(0, "产品发布")).toBe("产品发布 · Messenger");
  expect(windowTitle(3, "产品发布")).toBe("(3) 产品发布 · Messenger");
  expect(windowTitle(100, undefined)).toBe("(99+) Messenger");
  expect(placeOf("/people")).toBe("people.title");
  expect(placeOf("/c/1")).toBeUndefined();
});

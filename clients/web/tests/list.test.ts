import { describe, expect, test } from "vitest";
import { conversationItem } from "../src/core/personal/items.ts";
import { putThings } from "../src/core/personal/things.ts";
import { heldOrder } from "../src/features/Conversations/hold.model.ts";
import { inList } from "../src/features/Conversations/list.model.ts";
import { muteUntil } from "../src/features/Conversations/mute.model.ts";
import { nextHit, shownTab, stepTo, withoutPanel, withPanel } from "../src/features/Conversations/panel.model.ts";
import { asksMe, outgoingOf } from "../src/features/Conversations/preview.model.ts";
import { whenOf } from "../src/features/Conversations/when.model.ts";
import { NARROWEST, WIDEST, widthByKey, widthWithin } from "../src/features/Conversations/width.model.ts";
import { head, ME, message, OTHER } from "./support.ts";

describe("the order under a pointer", () => {
  test("stays while others move to the top, and loses at once what is gone", () => {
    expect(heldOrder(["a", "b", "c"], ["c", "a", "b"], undefined)).toEqual(["a", "b", "c"]);
    expect(heldOrder(["a", "b", "c"], ["c", "a"], undefined)).toEqual(["a", "c"]);
  });

  test("lets what is new wait, except what was opened", () => {
    expect(heldOrder(["a", "b"], ["new", "a", "b"], undefined)).toEqual(["a", "b"]);
    expect(heldOrder(["a", "b"], ["new", "a", "b"], "new")).toEqual(["new", "a", "b"]);
    expect(heldOrder(["a", "b"], ["a", "b"], "hidden")).toEqual(["a", "b"]);
  });

  test("is the fresh one, the same object, when nothing would move", () => {
    const fresh = ["a", "b"];
    expect(heldOrder(["a", "b", "gone"], fresh, undefined)).toBe(fresh);
  });
});

test("unread and mentions are filtered, and what is open stays when it is read", () => {
  const heads = ["read", "unread", "mentioned", "marked", "open"].map((id) =>
    head({
      conversation: { ...head().conversation, id },
      unread: id === "unread" || id === "mentioned" ? 1 : 0,
      mentions: id === "mentioned" ? 1 : 0,
    }),
  );
  const things = putThings({}, [conversationItem("marked", {}, { markedUnread: true })]);
  const ids = (filter: "unread" | "mentions") =>
    inList(heads, things, filter, "open").map(({ conversation }) => conversation.id);
  expect(ids("unread")).toEqual(["unread", "mentioned", "marked", "open"]);
  expect(ids("mentions")).toEqual(["mentioned", "open"]);
});

describe("time words", () => {
  const local = (year: number, month: number, day: number, hour = 0, minute = 0) =>
    new Date(year, month - 1, day, hour, minute).getTime();
  const now = local(2026, 3, 4, 0, 10);

  test("are the time today and after, then yesterday, the weekday for six days, the day, and the date of another year", () => {
    const cases = [
      [local(2026, 3, 4, 0, 0), "time"],
      [local(2026, 3, 4, 9, 0), "time"],
      [local(2026, 3, 3, 23, 59), "yesterday"],
      [local(2026, 3, 3, 0, 0), "yesterday"],
      [local(2026, 3, 2, 23, 59), "weekday"],
      [local(2026, 2, 26, 0, 0), "weekday"],
      [local(2026, 2, 25, 23, 59), "day"],
      [local(2026, 1, 1, 0, 0), "day"],
      [local(2025, 12, 31, 23, 59), "date"],
    ] as const;
    expect(cases.map(([at]) => whenOf(at, now))).toEqual(cases.map(([, words]) => words));
  });

  test("say weekday over the end of a year", () => {
    expect(whenOf(local(2025, 12, 30), local(2026, 1, 2))).toBe("weekday");
  });

  test("of a mute end in an hour, in eight, or at nine tomorrow", () => {
    const at = new Date(2026, 11, 31, 22, 30);
    expect(muteUntil("hour", at)).toEqual(new Date(2026, 11, 31, 23, 30));
    expect(muteUntil("hours", at)).toEqual(new Date(2027, 0, 1, 6, 30));
    expect(muteUntil("tomorrow", at)).toEqual(new Date(2027, 0, 1, 9));
  });
});

test("the list is between its narrowest and its widest, by keys too, also from right to left", () => {
  expect([widthWithin(1), widthWithin(300.4), widthWithin(9_999)]).toEqual([NARROWEST, 300, WIDEST]);
  expect(widthByKey("ArrowRight", 300, false)).toBe(316);
  expect(widthByKey("ArrowRight", 300, true)).toBe(284);
  expect(widthByKey("ArrowLeft", NARROWEST, false)).toBe(NARROWEST);
  expect(widthByKey("ArrowLeft", 390, true)).toBe(WIDEST);
  expect([widthByKey("Home", 300, false), widthByKey("End", 300, false)]).toEqual([NARROWEST, WIDEST]);
  expect(widthByKey("Enter", 300, false)).toBeUndefined();
});

describe("the details", () => {
  test("of a direct conversation have no members", () => {
    expect(shownTab("direct", "members")).toBe("about");
    expect(shownTab("group", "members")).toBe("members");
  });

  test("come and go without another visit of the message", () => {
    const open = withPanel({ visit: 7 }, "pins");
    expect(open).toEqual({ visit: 7, panel: "pins" });
    expect(withoutPanel(open)).toEqual({ visit: 7 });
  });

  test("leave one step for all hits beside the log, none over it, and one each in its place", () => {
    expect(stepTo("column", null, 1)).toEqual({ replace: false, state: { isHit: true, visit: 1 } });
    expect(stepTo("column", { isHit: true }, 2).replace).toBe(true);
    expect(stepTo("overlay", { panel: "search" }, 3)).toEqual({
      replace: true,
      state: { isHit: true, visit: 3, panel: "search" },
    });
    expect(stepTo("whole", { panel: "search" }, 4)).toEqual({ replace: false, state: { visit: 4 } });
  });

  test("go from hit to hit, beginning at the first and not beyond the ends", () => {
    expect([nextHit(undefined, 1, 3), nextHit(0, 1, 3), nextHit(2, 1, 3), nextHit(0, -1, 3)]).toEqual([0, 1, 2, 0]);
    expect(nextHit(undefined, 1, 0)).toBeUndefined();
  });
});

describe("the preview", () => {
  const row = (clientMessageId: string, conversationId: string, more = {}) => ({
    clientMessageId,
    conversationId,
    text: clientMessageId,
    order: 1,
    queuedAt: 0,
    tab: "t",
    progress: { state: "queued" } as const,
    ...more,
  });

  test("is of the latest own message that is on its way, not of one in a thread", () => {
    const rows = [row("first", "c"), row("second", "c"), row("other", "d"), row("reply", "c", { threadSeq: 3 })];
    expect(outgoingOf(rows, "c")?.clientMessageId).toBe("second");
    expect(outgoingOf([...rows, row("both", "c", { threadSeq: 3, alsoInMain: true })], "c")?.clientMessageId).toBe(
      "both",
    );
    expect(outgoingOf(rows, "e")).toBeUndefined();
  });

  test("says urgent until the user has confirmed, and only if he is asked", () => {
    const last = (askedIds: string[], confirmedIds: string[]) =>
      head({ lastMessage: message(5, 5, { urgent: { askedIds, confirmedIds } }) });
    expect(asksMe(last([ME], []), ME)).toBe(true);
    expect(asksMe(last([ME], [ME]), ME)).toBe(false);
    expect(asksMe(last([OTHER], []), ME)).toBe(false);
    expect(asksMe(head(), ME)).toBe(false);
  });
});

import { describe, expect, test } from "vitest";
import { follows, readsUpTo, threadRows, unreadIn } from "../src/features/Messages/thread.model.ts";
import { ME, message, OTHER } from "./support.ts";

const reply = (seq: number, senderId = OTHER, more = {}) => message(seq, seq, { threadSeq: 1, senderId, ...more });

describe("a thread", () => {
  test("has each row once, as it is now, from the page and from the log", () => {
    const rows = threadRows(1, [message(1), reply(3)], [[message(1, 9), message(2), reply(3), reply(4)]]);
    expect(rows.map(({ seq, version }) => [seq, version])).toEqual([
      [1, 9],
      [3, 3],
      [4, 4],
    ]);
  });

  test("is followed by who began it, wrote in it or is mentioned in it, until he says otherwise", () => {
    const begun = message(1, 1, { senderId: ME });
    expect(follows(undefined, [begun], 1, ME)).toBe(false);
    expect(follows(undefined, [begun, reply(2)], 1, ME)).toBe(true);
    expect(follows(undefined, [message(1), reply(2)], 1, ME)).toBe(false);
    expect(follows(undefined, [message(1), reply(2, ME)], 1, ME)).toBe(true);
    expect(follows(undefined, [message(1), reply(2, OTHER, { mentions: [ME] })], 1, ME)).toBe(true);
    expect(follows({ following: false }, [begun, reply(2)], 1, ME)).toBe(false);
    expect(follows({ following: true }, [message(1)], 1, ME)).toBe(true);
  });

  test("becomes read up to the last reply of others, unless that was read or answered", () => {
    const rows = [message(1), reply(2), reply(4)];
    expect(readsUpTo(undefined, rows, 1, ME)).toBe(4);
    expect(readsUpTo({ following: true, readSeq: 2 }, rows, 1, ME)).toBe(4);
    expect(readsUpTo({ following: true, readSeq: 4 }, rows, 1, ME)).toBeUndefined();
    expect(readsUpTo(undefined, [...rows, reply(5, ME)], 1, ME)).toBeUndefined();
  });

  test("has nothing unread in the list once it was read to its end", () => {
    const root = message(1, 9, { thread: { replies: 2, lastSeq: 4 } });
    const listed = { root, readSeq: 0, unread: 2, repliedAt: root.postedAt };
    expect(unreadIn(listed, undefined)).toBe(2);
    expect(unreadIn(listed, { following: true, readSeq: 2 })).toBe(2);
    expect(unreadIn(listed, { following: true, readSeq: 4 })).toBe(0);
  });
});

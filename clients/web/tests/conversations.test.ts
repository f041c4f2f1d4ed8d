import { beforeEach, describe, expect, test } from "vitest";
import { Conversations } from "../src/core/conversations/Conversations.ts";
import { applyRead, applyToHead, mergeHeads } from "../src/core/conversations/head.ts";
import { emptyLog } from "../src/core/log/Log.ts";
import { CONVERSATION, changes, FakeClock, head, ME, message, OTHER, random } from "./support.ts";

describe("a head", () => {
  test("counts the messages of others, not one's own and not the system's", () => {
    const own = message(1, 1, { senderId: ME });
    const system = message(2, 2, { kind: "system" });
    const { head: next } = applyToHead(head(), changes(0, 3, [own, system, message(3)]), ME);
    expect(next).toMatchObject({ seq: 3, version: 3, unread: 1, lastMessage: { seq: 3 } });
  });

  test("says when the user is no longer a member", () => {
    const removed = {
      ...changes(0, 1, []),
      members: [{ userId: ME, role: "member", left: true, version: 1 } as const],
    };
    expect(applyToHead(head(), removed, ME).applied).toBe("left");
  });

  test("never goes back: neither its version nor its read cursor", () => {
    const held = head({ version: 7, seq: 7, readSeq: 7, unread: 0 });
    expect(mergeHeads(held, head({ version: 5, seq: 5, readSeq: 2, unread: 3 }))).toBe(held);
    expect(mergeHeads(held, head({ version: 9, seq: 8, readSeq: 2, unread: 6 }))).toMatchObject({
      version: 9,
      readSeq: 7,
    });
    expect(applyRead(held, { seq: 3 }, undefined, ME)).toBe(held);
  });
});

describe("conversations", () => {
  const clock = new FakeClock();
  let gaps: string[];
  let left: string[];
  let conversations: Conversations;
  beforeEach(() => {
    gaps = [];
    left = [];
    const nothing = () => undefined;
    conversations = new Conversations(ME, clock, {
      gap: (id) => gaps.push(id),
      unknown: nothing,
      behind: nothing,
      left: (id) => left.push(id),
      headChanged: nothing,
      rowsTaken: nothing,
      logEmptied: nothing,
      membersChanged: nothing,
    });
    conversations.putHeads([head()]);
    conversations.openLog(CONVERSATION, emptyLog(0));
  });
  const held = () =>
    conversations.store
      .getState()
      .logs.get(CONVERSATION)
      ?.runs.flat()
      .map((row) => row.seq);

  test("apply everything of one frame at once", async () => {
    let changed = 0;
    conversations.store.subscribe(() => changed++);
    for (let seq = 1; seq <= 100; seq++) conversations.apply(changes(seq - 1, seq, [message(seq)]));
    expect(changed).toBe(0);
    await clock.move(20);
    expect(changed).toBe(1);
    expect(held()).toHaveLength(100);
  });

  test("keep what comes after a gap until the straggler is there", () => {
    conversations.apply(changes(1, 2, [message(2)]));
    conversations.flush();
    expect(gaps).toEqual([CONVERSATION]);
    expect(held()).toEqual([]);
    conversations.apply(changes(0, 1, [message(1)]));
    conversations.flush();
    expect(held()).toEqual([1, 2]);
    expect(conversations.hasGap(CONVERSATION)).toBe(false);
    expect(conversations.store.getState().heads.get(CONVERSATION)?.unread).toBe(2);
  });

  test("end alike whatever the order of the pushes", () => {
    for (let seed = 1; seed <= 50; seed++) {
      const next = random(seed);
      conversations.clear();
      conversations.putHeads([head()]);
      conversations.openLog(CONVERSATION, emptyLog(0));
      const pushes = Array.from({ length: 12 }, (_, index) => changes(index, index + 1, [message(index + 1)]));
      for (const push of [...pushes, ...pushes].sort(() => next() - 0.5)) {
        conversations.apply(push);
        if (next() > 0.5) conversations.flush();
      }
      conversations.flush();
      expect(held()).toEqual(pushes.map((_, index) => index + 1));
      expect(conversations.store.getState().heads.get(CONVERSATION)).toMatchObject({
        seq: 12,
        version: 12,
        unread: 12,
      });
    }
  });

  test("forget what lies after the cursor only when it moves forward", () => {
    for (let seq = 1; seq <= 5; seq++) conversations.apply(changes(seq - 1, seq, [message(seq)]));
    conversations.putRead({ conversationId: CONVERSATION, userId: ME, seq: 3 });
    expect(conversations.store.getState().heads.get(CONVERSATION)).toMatchObject({ readSeq: 3, unread: 2 });
    conversations.putRead({ conversationId: CONVERSATION, userId: OTHER, seq: 5 });
    expect(conversations.store.getState().heads.get(CONVERSATION)?.readSeq).toBe(3);
  });

  test("take no message that the user may not see, pushed to all or paged", () => {
    conversations.putHeads([head({ version: 1, firstSeq: 5 })]);
    conversations.apply(changes(1, 2, [message(2, 2)]));
    conversations.flush();
    conversations.putRows(CONVERSATION, [message(4), message(5)], true);
    expect(held()).toEqual([5]);
    expect(conversations.store.getState().heads.get(CONVERSATION)?.lastMessage).toBeUndefined();
  });

  test("hold members only of what the user has, and tell that is left what is not held here", () => {
    conversations.putMembers("elsewhere", [{ userId: OTHER, role: "member", version: 1 }]);
    conversations.remove("elsewhere");
    expect(conversations.store.getState().members.has("elsewhere")).toBe(false);
    expect(left).toEqual(["elsewhere"]);
  });

  test("do not believe the counts of a cursor that is known already, when the push of it comes late", () => {
    conversations.putHeads([head({ version: 9, seq: 9, readSeq: 5, unread: 4 })]);
    conversations.heardRead({ conversationId: CONVERSATION, userId: ME, seq: 5, unread: 3, mentions: 0 });
    expect(conversations.store.getState().heads.get(CONVERSATION)?.unread).toBe(4);
    conversations.heardRead({ conversationId: CONVERSATION, userId: ME, seq: 7, unread: 2, mentions: 0 });
    expect(conversations.store.getState().heads.get(CONVERSATION)).toMatchObject({ readSeq: 7, unread: 2 });
  });
});

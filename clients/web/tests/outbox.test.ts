import { beforeEach, describe, expect, test } from "vitest";
import { MemoryVault } from "../src/core/cache/MemoryVault.ts";
import { Outbox } from "../src/core/outbox/Outbox.ts";
import type { OutboxRow } from "../src/core/outbox/OutboxRow.ts";
import { done, type Outcome, refused, Unknown } from "../src/core/outcome.ts";
import type { Message, PostMessage } from "../src/wire/index.ts";
import { CONVERSATION, FakeClock, fakeChance, ME, message, noLocks } from "./support.ts";

type Answer = (request: PostMessage) => Outcome<Message> | "unknown";

describe("the outbox", () => {
  let clock: FakeClock;
  let vault: MemoryVault;
  let tries: PostMessage[];
  let posted: Message[];
  let connected: boolean;
  let answer: Answer;
  let outbox: Outbox;
  /** Whether the log takes a message as soon as it is posted. */
  let settles: boolean;
  let held: ReadonlySet<string>;
  const chance = fakeChance();
  const accept: Answer = (request) =>
    done(message(tries.length, tries.length, { senderId: ME, clientMessageId: request.clientMessageId }));
  const make = () =>
    new Outbox({
      vault,
      locks: { ...noLocks, held: async () => held },
      clock,
      chance,
      connected: () => connected,
      posted: (stored) => {
        posted.push(stored);
        if (settles) outbox.settle([stored]);
      },
      post: async (request) => {
        tries.push(request);
        const outcome = answer(request);
        if (outcome === "unknown") throw new Unknown("lost");
        return outcome;
      },
    });
  const states = () => outbox.store.getState().rows.map((row) => row.progress.state);

  beforeEach(() => {
    clock = new FakeClock();
    vault = new MemoryVault();
    tries = [];
    posted = [];
    connected = true;
    answer = accept;
    settles = true;
    held = new Set();
    outbox = make();
  });

  test("shows a message at once and stores it before it is tried", async () => {
    const order: string[] = [];
    const put = vault.putOutbox.bind(vault);
    vault.putOutbox = async (row: OutboxRow) => {
      order.push("stored");
      await put(row);
    };
    answer = (request) => {
      order.push("tried");
      return accept(request);
    };
    outbox.send(CONVERSATION, "hello");
    expect(outbox.store.getState().rows).toHaveLength(1);
    await clock.move(0);
    expect(order).toEqual(["stored", "tried"]);
    expect(await vault.readOutbox()).toEqual([]);
  });

  test("sends one after the other, in the order typed", async () => {
    for (const text of ["one", "two", "three"]) outbox.send(CONVERSATION, text);
    await clock.move(0);
    expect(tries.map((request) => request.text)).toEqual(["one", "two", "three"]);
  });

  test("forgets nothing of what a message is, also not when it is tried from the vault", async () => {
    const poll = { options: ["yes", "no"], anonymous: true };
    const extras = {
      forward: { conversationId: "c2", seqs: [3, 4], asCard: true },
      urgent: true,
      poll,
      vanishAfterSeconds: 60,
    };
    connected = false;
    const { clientMessageId } = outbox.send(CONVERSATION, "", { replyTo: 7, ...extras });
    await clock.move(0);
    outbox.stop();
    connected = true;
    outbox = make();
    outbox.start(await vault.readOutbox());
    await clock.move(0);
    expect(tries).toEqual([{ conversationId: CONVERSATION, clientMessageId, text: "", replyTo: 7, ...extras }]);
  });

  test("repeats an unknown outcome under the same id, and holds back what was typed later", async () => {
    answer = () => "unknown";
    outbox.send(CONVERSATION, "one");
    outbox.send(CONVERSATION, "two");
    await clock.move(100);
    expect(tries.map((request) => request.text)).toEqual(["one"]);
    answer = accept;
    await clock.move(30_000);
    expect(tries.map((request) => request.text)).toEqual(["one", "one", "two"]);
    expect(tries[0]?.clientMessageId).toBe(tries[1]?.clientMessageId);
    expect(posted).toHaveLength(2);
  });

  test("a refusal fails its message and holds nothing back", async () => {
    answer = (request) => (request.text === "bad" ? refused("not_a_member") : accept(request));
    outbox.send(CONVERSATION, "bad");
    outbox.send(CONVERSATION, "good");
    await clock.move(0);
    expect(outbox.store.getState().rows.map((row) => row.progress)).toEqual([
      { state: "failed", failure: "not_a_member" },
    ]);
    expect(posted).toHaveLength(1);
    expect((await vault.readOutbox())[0]?.progress.state).toBe("failed");
  });

  test("waits as long as the server says", async () => {
    answer = () => refused("rate_limited", 5_000);
    outbox.send(CONVERSATION, "one");
    await clock.move(4_900);
    expect(tries).toHaveLength(1);
    answer = accept;
    await clock.move(200);
    expect(tries).toHaveLength(2);
    expect(states()).toEqual([]);
  });

  test("keeps messages typed while offline and sends them once when woken", async () => {
    connected = false;
    outbox.send(CONVERSATION, "one");
    await clock.move(120_000);
    expect(tries).toHaveLength(0);
    connected = true;
    outbox.wake();
    outbox.wake();
    await clock.move(0);
    expect(tries).toHaveLength(1);
  });

  test("adopts what a tab that is gone has left, under the same id", async () => {
    connected = false;
    const row = outbox.send(CONVERSATION, "from before");
    await clock.move(0);
    outbox.stop();
    connected = true;
    outbox = make();
    outbox.start(await vault.readOutbox());
    await clock.move(0);
    expect(tries.map((request) => request.clientMessageId)).toEqual([row.clientMessageId]);
    expect(await vault.readOutbox()).toEqual([]);
  });

  test("gives up after a day; a retry keeps the id", async () => {
    connected = false;
    const row = outbox.send(CONVERSATION, "old");
    await clock.move(25 * 3_600_000);
    connected = true;
    outbox.wake();
    await clock.move(0);
    expect(outbox.store.getState().rows[0]?.progress).toEqual({ state: "failed", failure: "too_old" });
    outbox.retry(row.clientMessageId);
    await clock.move(0);
    expect(tries.map((request) => request.clientMessageId)).toEqual([row.clientMessageId]);
  });

  test("retrying all keeps the order typed, leaves out what is refused for good, and touches no other conversation", async () => {
    connected = false;
    for (const text of ["one", "two", "three"]) outbox.send(CONVERSATION, text);
    outbox.send("elsewhere", "other");
    await clock.move(25 * 3_600_000);
    connected = true;
    outbox.wake();
    await clock.move(0);
    answer = (request) => (request.text === "bad" ? refused("text_invalid") : accept(request));
    outbox.send(CONVERSATION, "bad");
    await clock.move(0);
    expect(states()).toEqual(["failed", "failed", "failed", "failed", "failed"]);
    tries = [];
    outbox.retryAll(CONVERSATION);
    outbox.send(CONVERSATION, "typed afterwards");
    await clock.move(0);
    expect(tries.map((request) => request.text)).toEqual(["one", "two", "three", "typed afterwards"]);
    expect(outbox.store.getState().rows.map((row) => row.text)).toEqual(["other", "bad"]);
  });

  test("deletes only what has failed", async () => {
    connected = false;
    const row = outbox.send(CONVERSATION, "one");
    await outbox.delete(row.clientMessageId);
    expect(states()).toEqual(["queued"]);
    connected = true;
    answer = () => refused("text_invalid");
    outbox.wake();
    await clock.move(0);
    await outbox.delete(row.clientMessageId);
    expect(states()).toEqual([]);
    expect(await vault.readOutbox()).toEqual([]);
  });

  test("does not bring back what was sent while the vault was read", async () => {
    outbox.start([]);
    let answerRead: () => void = () => undefined;
    const isRead = new Promise<void>((resolve) => {
      answerRead = resolve;
    });
    const readOutbox = vault.readOutbox.bind(vault);
    connected = false;
    outbox.send(CONVERSATION, "one");
    await clock.move(0);
    vault.readOutbox = async () => {
      const rows = await readOutbox();
      await isRead;
      return rows;
    };
    const adopting = outbox.adopt();
    await clock.move(0);
    connected = true;
    outbox.wake();
    await clock.move(0);
    answerRead();
    await adopting;
    expect(states()).toEqual([]);
  });

  test("shows what became of another tab's message", async () => {
    const other: OutboxRow = {
      clientMessageId: "theirs",
      conversationId: CONVERSATION,
      text: "theirs",
      order: 1,
      queuedAt: clock.now(),
      tab: "other",
      progress: { state: "queued" },
    };
    held = new Set(["messenger-outbox-other"]);
    await vault.putOutbox(other);
    outbox.start([other]);
    await clock.move(0);
    await vault.putOutbox({ ...other, progress: { state: "failed", failure: "not_a_member" } });
    await outbox.adopt();
    expect(states()).toEqual(["failed"]);
    expect(tries).toEqual([]);
  });

  test("lets go what was sent when the log shows what came after it, or is gone", async () => {
    settles = false;
    outbox.send(CONVERSATION, "one");
    await clock.move(0);
    expect(states()).toEqual(["sent"]);
    outbox.settle([message(9)]);
    expect(states()).toEqual([]);
    outbox.send(CONVERSATION, "two");
    await clock.move(0);
    outbox.settleSent("elsewhere");
    expect(states()).toEqual(["sent"]);
    outbox.settleSent(CONVERSATION);
    expect(states()).toEqual([]);
  });
});

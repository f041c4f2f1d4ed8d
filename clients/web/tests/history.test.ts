import { beforeEach, describe, expect, test } from "vitest";
import { CacheWriter } from "../src/core/cache/CacheWriter.ts";
import { MemoryVault } from "../src/core/cache/MemoryVault.ts";
import { Connection } from "../src/core/connection/Connection.ts";
import { Conversations } from "../src/core/conversations/Conversations.ts";
import { History } from "../src/core/log/History.ts";
import { newestRun, shownRun } from "../src/core/log/Log.ts";
import { firstSeq, lastSeq } from "../src/core/log/runs.ts";
import { done, type Outcome, refused } from "../src/core/outcome.ts";
import { CatchUp } from "../src/core/sync/CatchUp.ts";
import type { ConversationHead, GetMessages, Message } from "../src/wire/index.ts";
import { CONVERSATION, FakeClock, fakeChance, head, message } from "./support.ts";

/** The seq of the newest message on the server. */
const END = 5_000;
const nothing = () => undefined;

/** Holds cached rows as the real one does, without a hole. */
class CachedVault extends MemoryVault {
  rows: readonly Message[] = [];
  override async readLogVersion(): Promise<undefined> {
    return undefined;
  }
  override async readRows(...[, limit, place]: [string?, number?, { around?: number }?]): Promise<readonly Message[]> {
    const around = place?.around;
    if (around === undefined || !this.rows.some((row) => row.seq === around)) return [];
    return this.rows.filter((row) => Math.abs(row.seq - around) <= (limit ?? 0) / 2);
  }
}

describe("a jump in a log of five thousand messages", () => {
  let asked: GetMessages[];
  let online: boolean;
  let isMember: boolean;
  let conversations: Conversations;
  let history: History;
  let vault: CachedVault;
  let writer: CacheWriter;
  let catchUp: CatchUp;
  let askHead: () => Promise<Outcome<ConversationHead>>;

  beforeEach(async () => {
    const clock = new FakeClock();
    asked = [];
    online = true;
    isMember = true;
    vault = new CachedVault();
    const answer = async (request: GetMessages) => {
      asked.push(request);
      const { before = END + 1, after, around, limit = 50 } = request;
      const first = after !== undefined ? after + 1 : around !== undefined ? around - limit / 2 + 1 : before - limit;
      const seqs = Array.from({ length: limit }, (_, index) => first + index).filter((seq) => seq >= 1 && seq <= END);
      return {
        value: {
          conversationId: CONVERSATION,
          messages: seqs.map((seq) => message(seq)),
          hasBefore: first > 1,
          hasAfter: false,
        },
      };
    };
    const connection = new Connection(
      () => ({
        start: async () => nothing(),
        stop: async () => nothing(),
        call: async (_, request) => {
          if (!online) throw new Error("lost");
          if (!isMember) return { error: { code: "not_a_member" } };
          return (await answer(request as GetMessages)) as never;
        },
      }),
      {
        Changed: nothing,
        ReadChanged: nothing,
        PersonalChanged: nothing,
        Typing: nothing,
        PresenceChanged: nothing,
        Resync: nothing,
        SessionEnded: nothing,
      },
      nothing,
      {
        clock,
        chance: fakeChance(),
        surroundings: {
          online: () => true,
          visible: () => true,
          lastActed: () => 0,
          onReturn: () => nothing,
          onLeave: () => nothing,
        },
      },
    );
    const silent = {
      gap: nothing,
      unknown: nothing,
      behind: nothing,
      left: nothing,
      headChanged: nothing,
      rowsTaken: nothing,
      logEmptied: nothing,
      membersChanged: nothing,
    };
    conversations = new Conversations("me", clock, silent);
    conversations.putHeads([head({ seq: END, version: END })]);
    askHead = () => Promise.reject(new Error("not asked for"));
    catchUp = new CatchUp(
      { connection, conversations, head: () => askHead() },
      { epochChanged: async () => nothing(), synced: nothing, personalVersion: nothing },
      { clock, chance: fakeChance() },
    );
    writer = new CacheWriter(vault, clock, () => conversations.store.getState());
    history = new History({ conversations, connection, catchUp, vault, writer });
    connection.start();
    await clock.move(0);
  });
  const log = () => conversations.store.getState().logs.get(CONVERSATION);
  const ends = () => log()?.runs.map((run) => [firstSeq(run), lastSeq(run)]);

  test("asks for one page around the target and leaves the newest run alone", async () => {
    await history.open(CONVERSATION);
    expect(await history.reveal(CONVERSATION, 700)).toBe("held");
    expect(asked.map(({ around, before }) => ({ around, before }))).toEqual([{}, { around: 700 }]);
    expect(ends()).toEqual([
      [671, 730],
      [4_941, 5_000],
    ]);
    expect(shownRun(log(), 700)).toBe(log()?.runs[0]);
    expect(newestRun(log())).toBe(log()?.runs[1]);
  });

  test("asks nothing for a target that is cached", async () => {
    vault.rows = Array.from({ length: 80 }, (_, index) => message(660 + index));
    expect(await history.reveal(CONVERSATION, 700)).toBe("held");
    expect(asked).toEqual([]);
    expect(history.holdsAround(CONVERSATION, 700)).toBe(true);
  });

  test("believes no cached row of a log that was emptied until the cache has been emptied too", async () => {
    await history.open(CONVERSATION);
    vault.rows = Array.from({ length: 80 }, (_, index) => message(660 + index));
    writer.logEmptied(CONVERSATION);
    asked = [];
    await history.reveal(CONVERSATION, 700);
    expect(asked.map(({ around }) => around)).toEqual([700]);
    await writer.flush();
    vault.rows = Array.from({ length: 80 }, (_, index) => message(1_660 + index));
    await history.reveal(CONVERSATION, 1_700);
    expect(asked).toHaveLength(1);
  });

  test("loads on at both ends of the run that is shown until the runs touch", async () => {
    await history.open(CONVERSATION);
    await history.reveal(CONVERSATION, 4_850);
    await history.loadOlder(CONVERSATION, 4_821);
    await history.loadNewer(CONVERSATION, 4_880);
    expect(ends()).toEqual([[4_761, 5_000]]);
    expect(shownRun(log(), 4_850)).toBe(newestRun(log()));
  });

  test("says that there is no such message, or that it cannot be had now, and then tries again", async () => {
    expect(await history.reveal(CONVERSATION, END + 700)).toBe("missing");
    expect(await history.reveal(CONVERSATION, 0)).toBe("missing");
    online = false;
    expect(await history.reveal(CONVERSATION, 700)).toBe("unavailable");
    expect(history.store.getState().unavailable.has(CONVERSATION)).toBe(true);
    online = true;
    expect(await history.reveal(CONVERSATION, 700)).toBe("held");
    expect(history.store.getState().unavailable.has(CONVERSATION)).toBe(false);
  });

  test("drops a conversation of which the cache did not know that it was left", async () => {
    isMember = false;
    await history.open(CONVERSATION);
    expect(conversations.store.getState().heads.has(CONVERSATION)).toBe(false);
    expect(history.store.getState().unavailable.size).toBe(0);
  });

  test("does not bring back what was left while its head was asked for", async () => {
    const answers = [done(head({ seq: END, version: END })), refused("not_a_member")];
    askHead = async () => {
      conversations.remove(CONVERSATION);
      return answers.shift() ?? refused("internal");
    };
    await catchUp.refreshHead(CONVERSATION);
    expect(conversations.store.getState().heads.has(CONVERSATION)).toBe(false);
  });
});

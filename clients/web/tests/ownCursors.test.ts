import { beforeEach, describe, expect, test } from "vitest";
import { CacheWriter } from "../src/core/cache/CacheWriter.ts";
import { MemoryVault } from "../src/core/cache/MemoryVault.ts";
import type { CachedHead } from "../src/core/cache/Vault.ts";
import { done, type Outcome, refused, Unknown } from "../src/core/outcome.ts";
import { OwnCursors } from "../src/core/readState/OwnCursors.ts";
import type { MarkRead, ReadState } from "../src/wire/index.ts";
import { CONVERSATION, FakeClock, head, ME } from "./support.ts";

describe("one's own cursors", () => {
  let clock: FakeClock;
  let said: MarkRead[];
  let shown: ReadState[];
  let changed: string[];
  let answer: () => Outcome<ReadState>;
  let cursors: OwnCursors;

  beforeEach(() => {
    clock = new FakeClock();
    said = [];
    shown = [];
    changed = [];
    answer = () => done({ conversationId: CONVERSATION, userId: ME, seq: said.at(-1)?.seq ?? 0, unread: 0 });
    cursors = new OwnCursors({
      me: ME,
      clock,
      markRead: async (request) => {
        said.push(request);
        return answer();
      },
      put: (read) => shown.push(read),
      saidChanged: (id) => changed.push(id),
    });
  });

  test("move at once, and are said", async () => {
    const moving = cursors.move(CONVERSATION, 7);
    expect(shown).toEqual([{ conversationId: CONVERSATION, userId: ME, seq: 7 }]);
    expect(cursors.isUnsaid(CONVERSATION)).toBe(true);
    await moving;
    expect(cursors.isUnsaid(CONVERSATION)).toBe(false);
    expect(changed).toEqual([CONVERSATION]);
  });

  test("are said again when the server had no time for them", async () => {
    answer = () => refused("rate_limited", 700);
    await cursors.move(CONVERSATION, 7);
    answer = () => done({ conversationId: CONVERSATION, userId: ME, seq: 7 });
    await clock.move(700);
    expect(said.map(({ seq }) => seq)).toEqual([7, 7]);
    expect(cursors.isUnsaid(CONVERSATION)).toBe(false);
  });

  test("are said after the next connect when nobody answered, and not when they are refused for good", async () => {
    answer = () => {
      throw new Unknown("lost");
    };
    await cursors.move(CONVERSATION, 7);
    answer = () => refused("invalid_request");
    cursors.wake();
    await clock.move(0);
    expect(said.map(({ seq }) => seq)).toEqual([7, 7]);
    cursors.wake();
    await clock.move(0);
    expect(said).toHaveLength(2);
  });

  test("are kept as unsaid, so that the next start can say them", async () => {
    const written: CachedHead[] = [];
    class WrittenVault extends MemoryVault {
      override async write({ heads }: { readonly heads: readonly CachedHead[] }): Promise<void> {
        written.push(...heads);
      }
    }
    const held = head({ seq: 9, readSeq: 7 });
    const state = () => ({ heads: new Map([[CONVERSATION, held]]), logs: new Map(), members: new Map(), ready: true });
    const writer = new CacheWriter(new WrittenVault(), clock, state, cursors);
    cursors.resume(CONVERSATION, 7);
    writer.headChanged(CONVERSATION);
    await writer.flush();
    cursors.wake();
    await clock.move(0);
    writer.headChanged(CONVERSATION);
    await writer.flush();
    expect(written).toEqual([{ ...held, readUnsaid: true }, held]);
  });
});

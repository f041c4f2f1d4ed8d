import { beforeEach, describe, expect, test } from "vitest";
import { Conversations } from "../src/core/conversations/Conversations.ts";
import { Groups, type GroupsParts } from "../src/core/conversations/Groups.ts";
import { present } from "../src/core/conversations/members.ts";
import { done, refused } from "../src/core/outcome.ts";
import type { Member } from "../src/wire/index.ts";
import { CONVERSATION, FakeClock, head, ME, OTHER } from "./support.ts";

const nothing = () => undefined;
const member = (userId: string, version = 1, more: Partial<Member> = {}): Member => ({
  userId,
  role: "member",
  version,
  ...more,
});

describe("groups", () => {
  let asked: string[];
  let conversations: Conversations;
  const groups = (api: Partial<GroupsParts["api"]>, cached: readonly Member[] = []) =>
    new Groups({
      me: ME,
      conversations,
      directory: { need: nothing },
      catchUp: {
        ask: async (id) => void asked.push(`changes of ${id}`),
        refreshHead: async (id) => void asked.push(`head of ${id}`),
      },
      api: api as GroupsParts["api"],
      cachedMembers: async () => cached,
    });
  const members = () => present(conversations.store.getState().members.get(CONVERSATION)).map((one) => one.userId);

  beforeEach(() => {
    asked = [];
    conversations = new Conversations(ME, new FakeClock(), {
      gap: nothing,
      unknown: nothing,
      behind: nothing,
      left: nothing,
      headChanged: nothing,
      rowsTaken: nothing,
      logEmptied: nothing,
      membersChanged: nothing,
    });
    conversations.putHeads([head()]);
  });

  test("load members page by page, and say where the next one begins", async () => {
    const loading = groups({
      members: async (_, after) =>
        done(after === undefined ? { members: [member(ME)], next: "more" } : { members: [member(OTHER)] }),
    });
    const first = await loading.loadMembers(CONVERSATION);
    expect(first).toEqual(done({ members: [member(ME)], next: "more" }));
    expect(members()).toEqual([ME]);
    await loading.loadMembers(CONVERSATION, "more");
    expect(members()).toEqual([ME, OTHER]);
  });

  test("say that the server refuses the members, and show the cached ones", async () => {
    const loading = groups({ members: async () => refused("rate_limited", 500) }, [member(OTHER)]);
    expect(await loading.loadMembers(CONVERSATION)).toEqual(refused("rate_limited", 500));
    expect(members()).toEqual([OTHER]);
  });

  test("forget a member of whose leaving they were not told, and keep one who came while they asked", async () => {
    conversations.putHeads([head({ version: 5 })]);
    conversations.putMembers(CONVERSATION, [member(ME), member(OTHER, 2)]);
    await groups({
      members: async () => {
        conversations.putMembers(CONVERSATION, [member("new", 6)]);
        return done({ members: [member(ME)] });
      },
    }).loadMembers(CONVERSATION);
    expect(members()).toEqual([ME, "new"]);
  });

  test("ask again for the members when something has changed before any were held", async () => {
    const pages = [[member(ME)], [member(ME), member("new", 6)]];
    await groups({
      members: async () => {
        conversations.putHeads([head({ version: 6 })]);
        return done({ members: pages.shift() ?? [] });
      },
    }).loadMembers(CONVERSATION);
    expect(members()).toEqual([ME, "new"]);
  });

  test("ask what has changed after a change of a member, and not after a refusal", async () => {
    await groups({ changeRole: async () => done(undefined) }).changeRole(CONVERSATION, OTHER, "administrator");
    await groups({ mute: async () => done(undefined) }).mute(CONVERSATION, OTHER, 60);
    await groups({ mute: async () => refused("forbidden") }).mute(CONVERSATION, OTHER, 60);
    expect(asked).toEqual([`changes of ${CONVERSATION}`, `changes of ${CONVERSATION}`]);
  });

  test("are gone when one has left, and there when one has joined", async () => {
    const answer = { conversationId: "c2", joined: true };
    await groups({ join: async () => done(answer) }).join("c2", "");
    await groups({ follow: async () => done({ ...answer, joined: false }) }).follow("token", "please");
    expect(asked).toEqual(["head of c2"]);
    await groups({ remove: async () => done(undefined) }).remove(CONVERSATION, ME);
    expect(conversations.store.getState().heads.has(CONVERSATION)).toBe(false);
  });
});

import { describe, expect, test } from "vitest";
import type { NotificationSettings } from "../src/core/cache/Vault.ts";
import { Conversations } from "../src/core/conversations/Conversations.ts";
import { type Call, callOf, comesThrough } from "../src/core/notifications/calls.ts";
import type { Attention, Notice, Notifier, Shown } from "../src/core/notifications/Notice.ts";
import { type NotificationSources, Notifications } from "../src/core/notifications/Notifications.ts";
import { isQuiet } from "../src/core/notifications/quiet.ts";
import { unreadCount } from "../src/core/notifications/unread.ts";
import { QUIET } from "../src/core/personal/items.ts";
import { Personal } from "../src/core/personal/Personal.ts";
import { putThings, type Things } from "../src/core/personal/things.ts";
import type { Locks } from "../src/core/ports.ts";
import type { ConversationPreferences, Message, PersonalItem, QuietHours, UserPresence } from "../src/wire/index.ts";
import { CONVERSATION, changes, FakeClock, head, ME, message, OTHER } from "./support.ts";

const things = (...items: readonly PersonalItem[]): Things => putThings({}, items);
const preferring = (conversation: ConversationPreferences): PersonalItem => ({
  kind: "conversation",
  key: CONVERSATION,
  conversation,
});

describe("quiet hours", () => {
  const night = { fromMinute: 22 * 60, untilMinute: 8 * 60, timeZone: "Asia/Shanghai" };
  const noon = { fromMinute: 12 * 60, untilMinute: 13 * 60, timeZone: "Europe/Berlin" };
  // 2026-01-02 is a Friday. Shanghai is eight hours ahead of UTC, Berlin one.
  test.each<[string, QuietHours, boolean]>([
    ["2026-01-02T13:59:00Z", night, false],
    ["2026-01-02T14:00:00Z", night, true],
    ["2026-01-02T16:30:00Z", night, true],
    ["2026-01-02T23:59:00Z", night, true],
    ["2026-01-03T00:00:00Z", night, false],
    ["2026-01-02T16:30:00Z", { ...night, days: [5] }, true],
    ["2026-01-02T16:30:00Z", { ...night, days: [6] }, false],
    ["2026-01-02T14:30:00Z", { ...night, days: [5] }, true],
    ["2026-01-03T14:30:00Z", { ...night, days: [5] }, false],
    ["2026-01-02T10:59:00Z", noon, false],
    ["2026-01-02T11:00:00Z", noon, true],
    ["2026-01-02T12:00:00Z", noon, false],
    ["2026-01-02T11:30:00Z", { ...noon, days: [1, 2] }, false],
    // The same minute twice is a whole day.
    ["2026-01-02T03:00:00Z", { ...noon, untilMinute: 12 * 60 }, true],
  ])("at %s in %o: %s", (time, hours, quiet) => {
    expect(isQuiet(hours, Date.parse(time))).toBe(quiet);
  });

  test("nobody has them who has not set them", () => {
    expect(isQuiet(undefined, Date.parse("2026-01-02T16:30:00Z"))).toBe(false);
  });
});

describe("what calls a user", () => {
  const following: PersonalItem = {
    kind: "thread",
    key: `${CONVERSATION}/1`,
    thread: { following: true, readSeq: 0 },
  };
  const blocked: PersonalItem = { kind: "contact", key: OTHER, contact: { blocked: true } };
  const urgent = { askedIds: [ME], confirmedIds: [] };
  test.each<[string, Partial<Message>, Things, boolean, Call | undefined]>([
    ["a message", {}, {}, true, "message"],
    ["an own one", { senderId: ME }, {}, true, undefined],
    ["what was recalled", { recalled: { at: "2026-01-01T00:00:00Z" } }, {}, true, undefined],
    ["what the system says", { kind: "system" }, {}, true, undefined],
    ["a mention", { mentions: [ME] }, {}, true, "mention"],
    ["a mention of another", { mentions: [OTHER] }, {}, true, "message"],
    ["a mention of all", { mentionsEveryone: "all" }, {}, false, "mention"],
    ["a mention of those who are here", { mentionsEveryone: "here" }, {}, true, "mention"],
    ["the same, heard of later", { mentionsEveryone: "here" }, {}, false, "message"],
    ["an urgent one", { urgent }, {}, true, "urgent"],
    ["an urgent one for others", { urgent: { askedIds: [OTHER], confirmedIds: [] } }, {}, true, "message"],
    ["an urgent one that is confirmed", { urgent: { askedIds: [ME], confirmedIds: [ME] } }, {}, true, "message"],
    ["a blocked sender, urgently", { urgent }, things(blocked), true, undefined],
    ["a reply in a thread", { threadSeq: 1 }, {}, true, undefined],
    ["a reply that the main line shows", { threadSeq: 1, alsoInMain: true }, {}, true, "message"],
    ["a reply in a followed thread", { threadSeq: 1 }, things(following), true, "message"],
    ["a mention in a thread", { threadSeq: 1, mentions: [ME] }, {}, true, "mention"],
  ])("%s", (_, more, held, live, call) => {
    expect(callOf(message(5, 5, more), ME, held, live)).toBe(call);
  });
});

describe("what comes through", () => {
  const muted: ConversationPreferences = { mutedUntil: "2026-01-01T12:00:00Z" };
  const [during, after] = ["2026-01-01T11:59:00Z", "2026-01-01T12:01:00Z"];
  test.each<[Call, ConversationPreferences, boolean, string, boolean]>([
    ["message", {}, false, during, true],
    ["message", { notify: "all" }, false, during, true],
    ["message", { notify: "mentions" }, false, during, false],
    ["mention", { notify: "mentions" }, false, during, true],
    ["mention", { notify: "none" }, false, during, false],
    ["message", muted, false, during, false],
    ["mention", muted, false, during, false],
    ["message", muted, false, after, true],
    ["urgent", muted, false, during, true],
    ["urgent", { notify: "none" }, true, during, true],
    ["message", {}, true, during, false],
    ["mention", {}, true, during, false],
  ])("a %s with %o, left alone: %s, at %s: %s", (call, preferences, alone, now, through) => {
    expect(comesThrough(call, preferences, alone, Date.parse(now))).toBe(through);
  });
});

test("the count leaves out muted conversations except for what mentions one", () => {
  const conversation = (id: string) => ({ ...head().conversation, id });
  const heads = [
    head({ conversation: conversation("a"), unread: 3, mentions: 1 }),
    head({ conversation: conversation("b"), unread: 5, mentions: 2 }),
    head({ conversation: conversation("c"), unread: 0 }),
  ];
  const held = things(
    { kind: "conversation", key: "b", conversation: { notify: "none" } },
    { kind: "conversation", key: "c", conversation: { markedUnread: true } },
  );
  expect(unreadCount(heads, held, 0)).toBe(3 + 2 + 1);
});

/** The locks of one browser: the first who asks has it, the next one after him. */
class Browser {
  readonly shown = new Map<string, Shown>();
  readonly log: string[] = [];
  readonly #queues = new Map<string, object[]>();
  readonly #taken = new Map<object, (() => void) | undefined>();

  readonly locks: Locks = {
    hold: (name, taken) => {
      const holder = {};
      const queue = this.#queues.get(name) ?? [];
      this.#queues.set(name, queue);
      this.#taken.set(holder, taken);
      queue.push(holder);
      if (queue.length === 1) taken?.();
      return () => {
        const wasFirst = queue[0] === holder;
        queue.splice(queue.indexOf(holder), 1);
        const [next] = queue;
        if (wasFirst && next !== undefined) this.#taken.get(next)?.();
      };
    },
    held: async () => new Set([...this.#queues].flatMap(([name, queue]) => (queue.length > 0 ? [name] : []))),
  };

  readonly notifier: Notifier = {
    permitted: () => true,
    show: async (notice: Notice, about) => {
      this.shown.set(notice.tag, about);
      this.log.push(notice.kind === "message" ? (notice.message.text ?? "") : (notice.reminder.note ?? ""));
    },
    shown: async () => new Map(this.shown),
    withdraw: async (tag) => void this.shown.delete(tag),
    ring: () => this.log.push("ring"),
  };
}

/** One tab, on a clock that all tabs share. */
class Tab {
  caughtUp = true;
  attentive = false;
  settings: NotificationSettings = { sound: "off" };
  status: UserPresence["status"];
  readonly conversations: Conversations;
  readonly personal: Personal;
  readonly notifications: Notifications;
  #changed: (() => void) | undefined;

  constructor(browser: Browser, clock: FakeClock) {
    const ignore = () => undefined;
    this.conversations = new Conversations(ME, clock, {
      gap: ignore,
      unknown: ignore,
      behind: ignore,
      left: ignore,
      headChanged: ignore,
      rowsTaken: ignore,
      logEmptied: ignore,
      membersChanged: ignore,
    });
    const never = () => new Promise<never>(ignore);
    this.personal = new Personal({ clock, get: never, set: never, changed: ignore });
    const attention: Attention = {
      attentive: () => this.attentive,
      onChange: (run) => {
        this.#changed = run;
        return ignore;
      },
    };
    const { conversations, personal } = this;
    const tab = this;
    const sources = {
      me: ME,
      conversations,
      personal,
      directory: { need: ignore },
      settings: { getState: () => ({ notifications: tab.settings }) },
      presence: {
        store: {
          getState: () => ({ users: new Map([[ME, { userId: ME, state: "online", status: tab.status }]]) }),
        },
      },
      get caughtUp() {
        return tab.caughtUp;
      },
    } as unknown as NotificationSources;
    this.notifications = new Notifications(sources, {
      clock,
      locks: browser.locks,
      notifier: browser.notifier,
      attention,
    });
    this.conversations.putHeads([head()]);
    this.notifications.start();
  }

  hear(row: Message, after = row.version - 1): void {
    this.conversations.apply(changes(after, row.version, [row]));
  }

  look(attentive: boolean): void {
    this.attentive = attentive;
    this.#changed?.();
  }

  keep(version: number, ...items: readonly PersonalItem[]): void {
    this.personal.apply({ after: version - 1, version, items: items.map((item) => ({ ...item, version })) });
  }
}

describe("notifications", () => {
  const one = () => {
    const browser = new Browser();
    const clock = new FakeClock();
    return { browser, clock, tab: new Tab(browser, clock) };
  };

  test("a message is shown once, whatever comes together; the next one takes its place", async () => {
    const { browser, clock, tab } = one();
    tab.hear(message(1, 1, { text: "one" }));
    tab.hear(message(2, 2, { text: "two" }));
    await clock.move(1_000);
    tab.hear(message(3, 3, { text: "three" }));
    await clock.move(1_000);

    expect(browser.log).toEqual(["two", "three"]);
    expect([...browser.shown.keys()]).toEqual([CONVERSATION]);
  });

  test("of two tabs one shows it; when that one goes, the other does", async () => {
    const { browser, clock, tab } = one();
    const other = new Tab(browser, clock);
    for (const each of [tab, other]) each.hear(message(1, 1, { text: "one" }));
    await clock.move(1_000);
    expect(browser.log).toEqual(["one"]);

    await tab.notifications.stop();
    for (const each of [tab, other]) each.hear(message(2, 2, { text: "two" }));
    await clock.move(1_000);
    expect(browser.log).toEqual(["one", "two"]);
  });

  test("what somebody looks at in any tab is not shown; behind another window it is", async () => {
    const { browser, clock, tab } = one();
    const other = new Tab(browser, clock);
    other.notifications.open(CONVERSATION);
    other.look(true);
    for (const each of [tab, other]) each.hear(message(1, 1));
    await clock.move(1_000);
    expect(browser.log).toEqual([]);

    other.look(false);
    for (const each of [tab, other]) each.hear(message(2, 2, { text: "two" }));
    await clock.move(1_000);
    expect(browser.log).toEqual(["two"]);
  });

  test("what is read elsewhere meanwhile is not shown, and what is shown is withdrawn", async () => {
    const { browser, clock, tab } = one();
    tab.hear(message(1, 1));
    await clock.move(100);
    tab.conversations.putRead({ conversationId: CONVERSATION, userId: ME, seq: 1 });
    await clock.move(1_000);
    expect(browser.log).toEqual([]);

    tab.hear(message(2, 2, { text: "two" }));
    await clock.move(1_000);
    expect(browser.shown.size).toBe(1);
    tab.conversations.putRead({ conversationId: CONVERSATION, userId: ME, seq: 2 });
    await clock.move(100);
    expect(browser.shown.size).toBe(0);
  });

  test("what is recalled or in a conversation that is gone is withdrawn", async () => {
    const { browser, clock, tab } = one();
    tab.hear(message(1, 1));
    await clock.move(1_000);
    tab.hear(message(1, 2, { recalled: { at: "2026-01-01T00:00:00Z" } }));
    await clock.move(1_000);
    expect(browser.shown.size).toBe(0);

    tab.hear(message(2, 3));
    await clock.move(1_000);
    expect(browser.shown.size).toBe(1);
    tab.conversations.remove(CONVERSATION);
    await clock.move(100);
    expect(browser.shown.size).toBe(0);
  });

  test("a thread has a notification of its own, until it is read", async () => {
    const { browser, clock, tab } = one();
    tab.keep(1, { kind: "thread", key: `${CONVERSATION}/1`, thread: { following: true, readSeq: 0 } });
    tab.hear(message(1, 1, { text: "main" }));
    tab.hear(message(2, 2, { text: "reply", threadSeq: 1 }));
    await clock.move(1_000);
    expect([...browser.shown.keys()]).toEqual([CONVERSATION, `${CONVERSATION}/1`]);

    tab.keep(2, { kind: "thread", key: `${CONVERSATION}/1`, thread: { following: true, readSeq: 2 } });
    await clock.move(100);
    expect([...browser.shown.keys()]).toEqual([CONVERSATION]);
  });

  test("the first sync is no news; a later one is, if it is not long ago", async () => {
    const { browser, clock, tab } = one();
    const heads = (seq: number, ago: number) => [
      head({
        seq,
        version: seq,
        unread: seq,
        lastMessage: message(seq, seq, { text: `${seq}`, postedAt: new Date(clock.now() - ago).toISOString() }),
      }),
    ];
    tab.caughtUp = false;
    tab.conversations.putHeads(heads(1, 0));
    await clock.move(1_000);
    tab.caughtUp = true;
    tab.conversations.putHeads(heads(2, 3_600_000));
    await clock.move(1_000);
    expect(browser.log).toEqual([]);

    tab.conversations.putHeads(heads(3, 1_000));
    await clock.move(1_000);
    expect(browser.log).toEqual(["3"]);
  });

  test("a muted conversation is silent; a mention that only the count tells of comes through where mentions do", async () => {
    const { browser, clock, tab } = one();
    tab.keep(1, preferring({ notify: "none" }));
    tab.hear(message(1, 1, { mentions: [ME] }));
    await clock.move(1_000);
    tab.keep(2, preferring({ notify: "mentions" }));
    tab.hear(message(2, 2));
    await clock.move(1_000);
    expect(browser.log).toEqual([]);

    const lastMessage = message(4, 4, { text: "after a mention", postedAt: new Date(clock.now()).toISOString() });
    tab.conversations.putHeads([head({ seq: 4, version: 4, unread: 4, mentions: 2, lastMessage })]);
    await clock.move(1_000);
    expect(browser.log).toEqual(["after a mention"]);
  });

  test("who is not to be disturbed sees and hears nothing, but what is urgent, which is silent", async () => {
    const { browser, clock, tab } = one();
    tab.settings = {};
    tab.status = { availability: "do_not_disturb" };
    tab.hear(message(1, 1));
    await clock.move(1_000);
    tab.hear(message(2, 2, { text: "fire", urgent: { askedIds: [ME], confirmedIds: [] } }));
    await clock.move(1_000);
    expect(browser.log).toEqual(["fire"]);
  });

  test("quiet hours are kept", async () => {
    const { browser, clock, tab } = one();
    const all: QuietHours = { fromMinute: 0, untilMinute: 0, timeZone: "Asia/Shanghai" };
    tab.keep(1, { kind: "quiet_hours", key: QUIET, quietHours: all });
    tab.hear(message(1, 1));
    await clock.move(1_000);
    expect(browser.log).toEqual([]);
  });

  test("a sound comes with it, not faster than every two seconds, also where nothing is shown", async () => {
    const { browser, clock, tab } = one();
    tab.settings = { desktop: "off" };
    for (const seq of [1, 2, 3, 4]) {
      tab.hear(message(seq, seq));
      await clock.move(1_000);
    }
    expect(browser.log).toEqual(["ring", "ring"]);
  });

  test("a reminder is shown when its time comes, and withdrawn when it is done", async () => {
    const { browser, clock, tab } = one();
    const reminder = (key: string, note: string, due: boolean): PersonalItem => ({
      kind: "reminder",
      key,
      reminder: { conversationId: CONVERSATION, seq: 1, at: "2026-01-01T00:00:00Z", note, due },
    });
    tab.keep(1, reminder("a", "call back", false), reminder("b", "long due", true));
    await clock.move(1_000);
    tab.keep(2, reminder("a", "call back", true));
    await clock.move(1_000);
    expect(browser.log).toEqual(["call back"]);
    expect([...browser.shown.keys()]).toEqual(["reminder/a"]);

    tab.keep(3, { kind: "reminder", key: "a", deleted: true });
    await clock.move(100);
    expect(browser.shown.size).toBe(0);
  });

  test("signing out takes everything back", async () => {
    const { browser, clock, tab } = one();
    tab.hear(message(1, 1));
    await clock.move(1_000);
    await tab.notifications.stop();
    expect(browser.shown.size).toBe(0);
  });
});

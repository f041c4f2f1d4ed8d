import type { ConversationHead, Message } from "../../wire/index.ts";
import type { News } from "../conversations/Conversations.ts";
import { isInMain } from "../conversations/head.ts";
import type { Messenger } from "../Messenger.ts";
import { preferencesOf, QUIET } from "../personal/items.ts";
import { messageKey, type ThingsOfKind } from "../personal/things.ts";
import type { Cancel, Clock, Locks } from "../ports.ts";
import { type Call, callOf, comesThrough, stronger } from "./calls.ts";
import type { Attention, Notice, Notifier, Shown } from "./Notice.ts";
import { isQuiet } from "./quiet.ts";

/** What is read elsewhere as it comes, is read by then; and what comes together is shown once. In milliseconds. */
const WAIT = 400;
/** What a sync brings is news for this long, in milliseconds: a morning does not begin with all of the night. */
const RECENT = 10 * 60_000;
/** Sounds come no faster, in milliseconds. */
const RING_EVERY = 2_000;

export interface NotificationPorts {
  readonly clock: Clock;
  readonly locks: Locks;
  readonly notifier: Notifier;
  readonly attention: Attention;
}

interface Waiting {
  readonly message: Message;
  readonly call: Call;
}

/** The parts of the messenger that notifications come from. */
export type NotificationSources = Pick<
  Messenger,
  "me" | "conversations" | "personal" | "presence" | "directory" | "settings" | "caughtUp"
>;

/**
 * Decides what is worth notifying, shows it from exactly one tab, and withdraws it once it is read, here or elsewhere. A conversation
 * that somebody looks at, in whichever tab, is not notified.
 */
export class Notifications {
  readonly #from: NotificationSources;
  readonly #ports: NotificationPorts;
  readonly #cancels: Cancel[] = [];
  readonly #waiting = new Map<string, Waiting>();
  /** Messages that were recalled since the start: their words must go from the screen. */
  readonly #recalled = new Set<string>();
  #open: string | undefined;
  #looks: Cancel | undefined;
  #leads = false;
  #delivery: Cancel | undefined;
  #check: Cancel | undefined;
  #rangAt = Number.NEGATIVE_INFINITY;

  constructor(from: NotificationSources, ports: NotificationPorts) {
    this.#from = from;
    this.#ports = ports;
  }

  start(): void {
    const { conversations, personal, me } = this.#from;
    const { locks, attention } = this.#ports;
    this.#cancels.push(
      locks.hold(`messenger-notifies ${me}`, () => {
        this.#leads = true;
      }),
      conversations.onNews((news) => this.#hear(news)),
      conversations.store.subscribe(({ heads }, before) => {
        if (hasReadOn(heads, before.heads)) this.#checkSoon();
      }),
      personal.store.subscribe(({ things }, before) => {
        if (things.reminder !== before.things.reminder) void this.#remind(things.reminder, before.things.reminder);
        if (things.reminder !== before.things.reminder || things.thread !== before.things.thread) this.#checkSoon();
      }),
      attention.onChange(() => this.#look()),
    );
    this.#checkSoon();
  }

  /** The conversation on the screen. */
  open(conversationId: string | undefined): void {
    if (this.#open === conversationId) return;
    this.#open = conversationId;
    this.#looks?.();
    this.#looks = undefined;
    this.#look();
  }

  /** Ends, and takes back what is shown: the user is no longer signed in here. */
  async stop(): Promise<void> {
    for (const cancel of this.#cancels.splice(0)) cancel();
    this.#delivery?.();
    this.#check?.();
    this.#looks?.();
    const { notifier } = this.#ports;
    for (const tag of (await notifier.shown()).keys()) await notifier.withdraw(tag);
  }

  #hear({ conversationId, rows, before, live, mentioned }: News): void {
    for (const row of rows) if (row.recalled !== undefined) this.#recall(row);
    if (!live && !this.#from.caughtUp) return;
    const { things } = this.#from.personal.store.getState();
    for (const row of rows) {
      const isOld = row.seq <= (before?.seq ?? 0) || (!live && this.#now() - Date.parse(row.postedAt) > RECENT);
      const call = callOf(row, this.#from.me, things, live);
      if (isOld || call === undefined) continue;
      this.#from.directory.need([row.senderId, ...(row.mentions ?? [])]);
      const tag = tagOf(row, conversationId);
      const held = this.#waiting.get(tag);
      const called = stronger(call, mentioned ? "mention" : "message");
      this.#waiting.set(tag, { message: row, call: stronger(called, held?.call ?? called) });
    }
    if (this.#waiting.size > 0) this.#delivery ??= this.#ports.clock.after(WAIT, () => void this.#deliver());
  }

  async #deliver(): Promise<void> {
    this.#delivery = undefined;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    const lookedAt = await this.#ports.locks.held();
    const { things } = this.#from.personal.store.getState();
    for (const [tag, { message, call }] of waiting) {
      const { conversationId, seq, threadSeq } = message;
      const inThread = threadSeq === undefined || isInMain(message) ? {} : { threadSeq };
      const head = this.#from.conversations.store.getState().heads.get(conversationId);
      const about: Shown = { kind: "message", conversationId, seq, ...inThread };
      if (head === undefined || lookedAt.has(this.#lockOf(conversationId)) || this.#isOver(about)) continue;
      const preferences = preferencesOf(things, conversationId);
      if (!comesThrough(call, preferences, this.#wantsToBeAlone(), this.#now())) continue;
      await this.#show({ kind: "message", tag, message, unread: Math.max(1, head.unread) }, about);
    }
  }

  async #remind(reminders: ThingsOfKind | undefined, before: ThingsOfKind | undefined): Promise<void> {
    for (const [key, { reminder }] of reminders ?? []) {
      const held = before?.get(key)?.reminder;
      if (reminder?.due !== true || held === undefined || held.due === true) continue;
      const { conversationId, seq } = reminder;
      await this.#show(
        { kind: "reminder", tag: `reminder/${key}`, reminder },
        { kind: "reminder", key, conversationId, seq },
      );
    }
  }

  async #show(notice: Notice, about: Shown): Promise<void> {
    if (!this.#leads) return;
    const { desktop = "on", sound = "on" } = this.#from.settings.getState().notifications ?? {};
    const { notifier } = this.#ports;
    if (sound === "on" && !this.#isDoNotDisturb() && this.#now() - this.#rangAt >= RING_EVERY) {
      this.#rangAt = this.#now();
      notifier.ring();
    }
    if (desktop === "off" || !notifier.permitted()) return;
    await notifier.show(notice, about);
    // It may have been read while it came up.
    this.#checkSoon();
  }

  #checkSoon(): void {
    this.#check ??= this.#ports.clock.after(0, () => void this.#withdrawWhatIsOver());
  }

  async #withdrawWhatIsOver(): Promise<void> {
    this.#check = undefined;
    const { notifier } = this.#ports;
    for (const [tag, about] of await notifier.shown()) if (this.#isOver(about)) await notifier.withdraw(tag);
  }

  #isOver(about: Shown): boolean {
    const { things } = this.#from.personal.store.getState();
    if (about.kind === "reminder") return things.reminder?.get(about.key)?.reminder?.due !== true;
    const { conversationId, seq, threadSeq } = about;
    const head = this.#from.conversations.store.getState().heads.get(conversationId);
    if (head === undefined || this.#recalled.has(messageKey(conversationId, seq))) return true;
    if (threadSeq === undefined) return head.readSeq >= seq;
    return (things.thread?.get(messageKey(conversationId, threadSeq))?.thread?.readSeq ?? 0) >= seq;
  }

  #recall({ conversationId, seq }: Message): void {
    this.#recalled.add(messageKey(conversationId, seq));
    this.#checkSoon();
  }

  /** Tells the other tabs, by a lock, that somebody looks at the open conversation here. */
  #look(): void {
    const looks = this.#open !== undefined && this.#ports.attention.attentive();
    if (looks && this.#open !== undefined) this.#looks ??= this.#ports.locks.hold(this.#lockOf(this.#open));
    if (looks) return;
    this.#looks?.();
    this.#looks = undefined;
  }

  #lockOf(conversationId: string): string {
    return `messenger-looks ${this.#from.me} ${conversationId}`;
  }

  #wantsToBeAlone(): boolean {
    const hours = this.#from.personal.get("quiet_hours", QUIET)?.quietHours;
    return this.#isDoNotDisturb() || isQuiet(hours, this.#now());
  }

  #isDoNotDisturb(): boolean {
    const { users } = this.#from.presence.store.getState();
    return users.get(this.#from.me)?.status?.availability === "do_not_disturb";
  }

  #now(): number {
    return this.#ports.clock.now();
  }
}

/** A thread that the main line does not show has a notification of its own. */
const tagOf = (row: Message, conversationId: string): string =>
  row.threadSeq === undefined || isInMain(row) ? conversationId : messageKey(conversationId, row.threadSeq);

function hasReadOn(
  heads: ReadonlyMap<string, ConversationHead>,
  before: ReadonlyMap<string, ConversationHead>,
): boolean {
  if (heads === before) return false;
  return [...before].some(([id, head]) => (heads.get(id)?.readSeq ?? Number.POSITIVE_INFINITY) > head.readSeq);
}

import { createStore } from "zustand/vanilla";
import type { ConversationHead, Message } from "../../wire/index.ts";
import type { CacheWriter } from "../cache/CacheWriter.ts";
import type { RowPlace, Vault } from "../cache/Vault.ts";
import type { Connection } from "../connection/Connection.ts";
import type { Conversations } from "../conversations/Conversations.ts";
import { done, isGone, type Outcome, Unknown } from "../outcome.ts";
import type { CatchUp } from "../sync/CatchUp.ts";
import { emptyLog, reaches } from "./Log.ts";
import { firstSeq, lastSeq, putRows, type Run, runWith } from "./runs.ts";

/** Rows of one page. */
const PAGE = 60;

/** Rows that fill a window: so many are shown first, those above them a moment later, because the list lays out all of its first rows. */
const WINDOW = 36;

/** A jump needs this many rows on both sides of its target, so that the target can be centred. */
const MARGIN = 20;

export interface HistoryState {
  /** Conversations whose rows could not be loaded: no connection. They are loaded when it is back. */
  readonly unavailable: ReadonlySet<string>;
  /** How often the connection has come back: what a view could not be shown is worth another try. */
  readonly resumed: number;
}

/** What the cache has of a log: the version that all of its rows have reached, and the newest of them. */
interface CachedEnd {
  readonly version: number | undefined;
  readonly rows: readonly Message[];
}

/** Opens logs and loads their pages: what the cache holds comes from there, the rest from the server. */
export class History {
  readonly store = createStore<HistoryState>(() => ({ unavailable: new Set(), resumed: 0 }));
  readonly #conversations: Conversations;
  readonly #connection: Connection;
  readonly #catchUp: CatchUp;
  readonly #vault: Vault;
  readonly #writer: CacheWriter;
  readonly #opening = new Map<string, Promise<void>>();
  readonly #reading = new Map<string, Promise<void>>();
  readonly #loading = new Set<string>();
  readonly #ahead = new Map<string, Promise<CachedEnd>>();

  constructor(parts: {
    conversations: Conversations;
    connection: Connection;
    catchUp: CatchUp;
    vault: Vault;
    writer: CacheWriter;
  }) {
    this.#conversations = parts.conversations;
    this.#connection = parts.connection;
    this.#catchUp = parts.catchUp;
    this.#vault = parts.vault;
    this.#writer = parts.writer;
  }

  /** Shows a conversation's newest rows: the cached ones first, then what the server adds. */
  open(conversationId: string): Promise<void> {
    const running = this.#opening.get(conversationId);
    if (running !== undefined) return running;
    const opening = this.#open(conversationId).finally(() => this.#opening.delete(conversationId));
    this.#opening.set(conversationId, opening);
    return opening;
  }

  /** Begins to read what the cache has of a log that will be opened, before the heads are known. */
  readAhead(conversationId: string): void {
    this.#ahead.set(conversationId, this.#readEnd(conversationId));
  }

  /** The log is there, with what the cache has of its end. */
  openCached(conversationId: string): Promise<void> {
    if (this.#conversations.store.getState().logs.has(conversationId)) return Promise.resolve();
    const running = this.#reading.get(conversationId);
    if (running !== undefined) return running;
    const reading = this.#readCache(conversationId).finally(() => this.#reading.delete(conversationId));
    this.#reading.set(conversationId, reading);
    return reading;
  }

  /** Makes sure that the newest rows of an opened log are held. */
  async loadNewest(conversationId: string): Promise<void> {
    const { heads, logs } = this.#conversations.store.getState();
    const head = heads.get(conversationId);
    if (head === undefined || head.seq < head.firstSeq || head.seq === 0) return;
    if (reaches(logs.get(conversationId), head.seq)) return;
    await this.#page(conversationId, {});
  }

  /**
   * Makes sure that a seq is held with the rows around it, and with nothing between it and the newest. `missing`: there is no such
   * row for this user. `unavailable`: not cached, and no connection.
   */
  async reveal(conversationId: string, seq: number): Promise<"held" | "missing" | "unavailable"> {
    await this.openCached(conversationId);
    const head = this.#head(conversationId);
    if (head === undefined || seq < head.firstSeq || seq < 1) return "missing";
    if (this.holdsAround(conversationId, seq)) return "held";
    const cached = await this.#cached(conversationId, { around: seq });
    this.#conversations.putRows(conversationId, keptRows(cached, head), false);
    if (this.holdsAround(conversationId, seq)) return "held";
    const answered = await this.#page(conversationId, { around: seq });
    if (this.#run(conversationId, seq) !== undefined) return "held";
    return answered ? "missing" : "unavailable";
  }

  /** Puts the rows around a time (milliseconds) into the log. Answers the first one from then on, else the last one; undefined without any. */
  async seqAt(conversationId: string, time: number): Promise<Outcome<number | undefined>> {
    const aroundTime = new Date(time).toISOString();
    const page = await this.#connection.call("GetMessages", { conversationId, aroundTime, limit: PAGE });
    if (!page.ok) return page;
    this.#conversations.putPage(page.value);
    const { messages } = page.value;
    const found = messages.find(({ postedAt }) => Date.parse(postedAt) >= time);
    return done((found ?? messages.at(-1))?.seq);
  }

  /** Whether a seq is held with enough rows around it to be shown in the middle. */
  holdsAround(conversationId: string, seq: number): boolean {
    const head = this.#head(conversationId);
    const run = this.#run(conversationId, seq);
    if (head === undefined || run === undefined) return false;
    const first = Math.max(1, head.firstSeq, seq - MARGIN);
    return firstSeq(run) <= first && lastSeq(run) >= Math.min(head.seq, seq + MARGIN);
  }

  /** Loads the rows before a run that begins with `before`. */
  async loadOlder(conversationId: string, before: number): Promise<void> {
    const head = this.#head(conversationId);
    if (head === undefined || before <= Math.max(1, head.firstSeq)) return;
    await this.#extend(conversationId, { before }, (rows) => lastSeq(keptRows(rows, head)) === before - 1);
  }

  /** Loads the rows after a run that ends with `after`. */
  async loadNewer(conversationId: string, after: number): Promise<void> {
    const head = this.#head(conversationId);
    if (head === undefined || after >= head.seq) return;
    await this.#extend(conversationId, { after }, (rows) => firstSeq(rows) === after + 1);
  }

  /** The connection is back: what of the opened logs could not be loaded is loaded now. */
  async resume(): Promise<void> {
    for (const id of this.#conversations.store.getState().logs.keys()) await this.loadNewest(id);
    this.store.setState({ resumed: this.store.getState().resumed + 1 });
  }

  /** Takes a page from the cache if it joins on, from the server otherwise; one at a time for each end of each log. */
  async #extend(
    conversationId: string,
    place: { readonly before: number } | { readonly after: number },
    joins: (rows: readonly Message[]) => boolean,
  ): Promise<void> {
    const loading = `${conversationId} ${Object.keys(place)}`;
    if (this.#loading.has(loading)) return;
    this.#loading.add(loading);
    try {
      const cached = await this.#cached(conversationId, place);
      const head = this.#head(conversationId);
      if (head === undefined) return;
      if (joins(cached)) this.#conversations.putRows(conversationId, keptRows(cached, head), false);
      else await this.#page(conversationId, place);
    } finally {
      this.#loading.delete(loading);
    }
  }

  #run(conversationId: string, seq: number): Run | undefined {
    return runWith(this.#conversations.store.getState().logs.get(conversationId)?.runs ?? [], seq);
  }

  #head(conversationId: string): ConversationHead | undefined {
    return this.#conversations.store.getState().heads.get(conversationId);
  }

  async #open(conversationId: string): Promise<void> {
    await this.openCached(conversationId);
    const { heads, logs } = this.#conversations.store.getState();
    const head = heads.get(conversationId);
    const log = logs.get(conversationId);
    if (head === undefined || log === undefined) return;
    if (head.version > log.version) await this.#catchUp.ask(conversationId);
    await this.loadNewest(conversationId);
  }

  /** Cached rows, unless they became too old while they were read: then there are none. */
  async #cached(conversationId: string, place: RowPlace): Promise<readonly Message[]> {
    const { drops } = this.#conversations;
    const generation = this.#writer.generation(conversationId);
    const rows = await this.#vault.readRows(conversationId, PAGE, place).catch(() => []);
    const isCurrent = generation !== undefined && generation === this.#writer.generation(conversationId);
    return isCurrent && drops === this.#conversations.drops ? rows : [];
  }

  async #readCache(conversationId: string): Promise<void> {
    const { drops } = this.#conversations;
    const ahead = this.#ahead.get(conversationId);
    this.#ahead.delete(conversationId);
    const { version, rows } = await (ahead ?? this.#readEnd(conversationId));
    const head = this.#conversations.store.getState().heads.get(conversationId);
    if (head === undefined) return;
    if (drops !== this.#conversations.drops) return this.#readCache(conversationId);
    const kept = keptRows(rows, head);
    const log =
      version === undefined || kept.length === 0 ? emptyLog(head.version) : { version, runs: putRows([], kept) };
    this.#writer.logOpened(conversationId, log.version);
    this.#conversations.openLog(conversationId, log);
  }

  async #readEnd(conversationId: string): Promise<CachedEnd> {
    const version = await this.#vault.readLogVersion(conversationId).catch(() => undefined);
    const rows = version === undefined ? [] : await this.#vault.readRows(conversationId, WINDOW).catch(() => []);
    return { version, rows };
  }

  /** Whether the server has answered. */
  async #page(conversationId: string, place: RowPlace): Promise<boolean> {
    try {
      const page = await this.#connection.call("GetMessages", { conversationId, ...place, limit: PAGE });
      // The cache may know a conversation from which the user was removed long ago.
      if (!page.ok && isGone(page.refusal.code)) {
        this.#conversations.remove(conversationId);
        return true;
      }
      this.#markUnavailable(conversationId, !page.ok);
      if (page.ok) this.#conversations.putPage(page.value);
      return true;
    } catch (fault) {
      if (!(fault instanceof Unknown)) throw fault;
      this.#markUnavailable(conversationId, true);
      return false;
    }
  }

  #markUnavailable(conversationId: string, on: boolean): void {
    const { unavailable } = this.store.getState();
    if (unavailable.has(conversationId) === on) return;
    const next = new Set(unavailable);
    if (on) next.add(conversationId);
    else next.delete(conversationId);
    this.store.setState({ unavailable: next });
  }
}

/** The server keeps no rows before the first seq of the head. */
const keptRows = (rows: readonly Message[], head: ConversationHead): readonly Message[] =>
  rows.filter((row) => row.seq >= head.firstSeq);

import { createStore } from "zustand/vanilla";
import type { CacheWriter } from "../cache/CacheWriter.ts";
import type { Vault } from "../cache/Vault.ts";
import type { Connection } from "../connection/Connection.ts";
import type { Conversations } from "../conversations/Conversations.ts";
import { Unknown } from "../outcome.ts";
import type { CatchUp } from "../sync/CatchUp.ts";
import { emptyLog, newestRun, reaches } from "./Log.ts";
import { firstSeq, lastSeq, putRows } from "./runs.ts";

/** Rows of one page. */
const PAGE = 60;

export interface HistoryState {
  /** Conversations whose older rows are being loaded. */
  readonly loadingOlder: ReadonlySet<string>;
  /** Conversations whose rows could not be loaded: no connection. They are loaded when it is back. */
  readonly unavailable: ReadonlySet<string>;
}

/** Opens logs and loads their pages: what the cache holds comes from there, the rest from the server. */
export class History {
  readonly store = createStore<HistoryState>(() => ({ loadingOlder: new Set(), unavailable: new Set() }));
  readonly #conversations: Conversations;
  readonly #connection: Connection;
  readonly #catchUp: CatchUp;
  readonly #vault: Vault;
  readonly #writer: CacheWriter;
  readonly #opening = new Map<string, Promise<void>>();

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

  /** Makes sure that the newest rows of an opened log are held. */
  async loadNewest(conversationId: string): Promise<void> {
    const { heads, logs } = this.#conversations.store.getState();
    const head = heads.get(conversationId);
    if (head === undefined || head.seq < head.firstSeq || head.seq === 0) return;
    if (reaches(logs.get(conversationId), head.seq)) return;
    await this.#page(conversationId, {});
  }

  /** Loads the rows before the oldest of the newest run. */
  async loadOlder(conversationId: string): Promise<void> {
    const { heads, logs } = this.#conversations.store.getState();
    const head = heads.get(conversationId);
    const run = newestRun(logs.get(conversationId));
    if (head === undefined || run === undefined || firstSeq(run) <= Math.max(1, head.firstSeq)) return;
    if (this.store.getState().loadingOlder.has(conversationId)) return;
    this.#mark("loadingOlder", conversationId, true);
    try {
      const before = firstSeq(run);
      const cached = await this.#vault.readRows(conversationId, PAGE, before).catch(() => []);
      const kept = cached.filter((row) => row.seq >= head.firstSeq);
      if (kept.length > 0 && lastSeq(kept) === before - 1) this.#conversations.putRows(conversationId, kept, false);
      else await this.#page(conversationId, { before });
    } finally {
      this.#mark("loadingOlder", conversationId, false);
    }
  }

  async #open(conversationId: string): Promise<void> {
    if (!this.#conversations.store.getState().logs.has(conversationId)) await this.#readCache(conversationId);
    const { heads, logs } = this.#conversations.store.getState();
    const head = heads.get(conversationId);
    const log = logs.get(conversationId);
    if (head === undefined || log === undefined) return;
    if (head.version > log.version) await this.#catchUp.ask(conversationId);
    await this.loadNewest(conversationId);
  }

  async #readCache(conversationId: string): Promise<void> {
    const version = await this.#vault.readLogVersion(conversationId).catch(() => undefined);
    const rows = version === undefined ? [] : await this.#vault.readRows(conversationId, PAGE).catch(() => []);
    const head = this.#conversations.store.getState().heads.get(conversationId);
    if (head === undefined) return;
    const kept = rows.filter((row) => row.seq >= head.firstSeq);
    const log =
      version === undefined || kept.length === 0 ? emptyLog(head.version) : { version, runs: putRows([], kept) };
    this.#writer.logOpened(conversationId, log.version);
    this.#conversations.openLog(conversationId, log);
  }

  async #page(conversationId: string, place: { before?: number }): Promise<void> {
    try {
      const page = await this.#connection.call("GetMessages", { conversationId, ...place, limit: PAGE });
      this.#mark("unavailable", conversationId, !page.ok);
      if (page.ok) this.#conversations.putPage(page.value);
    } catch (fault) {
      if (!(fault instanceof Unknown)) throw fault;
      this.#mark("unavailable", conversationId, true);
    }
  }

  #mark(kind: keyof HistoryState, conversationId: string, on: boolean): void {
    const marked = this.store.getState()[kind];
    if (marked.has(conversationId) === on) return;
    const next = new Set(marked);
    if (on) next.add(conversationId);
    else next.delete(conversationId);
    this.store.setState({ [kind]: next });
  }
}

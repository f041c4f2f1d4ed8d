import { type DBSchema, deleteDB, type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
import type { Batch, CachedHead, LogWrite, RowPlace, Settings, Start, SyncPoint, Vault } from "../core/cache/Vault.ts";
import { type DraftPart, isNothing } from "../core/drafts/DraftPart.ts";
import type { OutboxRow } from "../core/outbox/OutboxRow.ts";
import type { Member, Message, PersonalItem, User } from "../wire/index.ts";

/** Raised when a store changes its shape: the cache is then deleted and fetched again. Versions 2 and 3 only added stores. */
const SCHEMA = 3;
const MESSAGES_MAX = 100_000;
const KEPT_FOR = 90 * 24 * 60 * 60 * 1_000;

interface Schema extends DBSchema {
  heads: { key: string; value: CachedHead };
  users: { key: string; value: User };
  members: { key: string; value: { conversationId: string; members: readonly Member[] } };
  logs: { key: string; value: { conversationId: string; version: number; openedAt: number } };
  messages: { key: [string, number]; value: Message };
  outbox: { key: string; value: OutboxRow };
  drafts: { key: string; value: { conversationId: string; text: string } };
  draftParts: { key: [string, DraftPart["part"]]; value: DraftPart };
  personal: { key: [string, string]; value: PersonalItem };
  meta:
    | { key: "sync"; value: SyncPoint }
    | { key: "settings"; value: Settings }
    | { key: "personalVersion"; value: number };
}

const written = (): Written[] => ["heads", "users", "members", "logs", "messages", "draftParts", "personal", "meta"];

/** The messages of one conversation, those from one seq on, or those before one. */
const rowsOf = (conversationId: string, { from = 0, before = Number.POSITIVE_INFINITY } = {}): IDBKeyRange =>
  IDBKeyRange.bound([conversationId, from], [conversationId, before], false, true);

/** Rows as far as each is the next one in this direction. */
function unbroken(rows: Message[], step: 1 | -1): Message[] {
  const hole = rows.findIndex(({ seq }, index) => index > 0 && seq !== (rows[index - 1]?.seq ?? 0) + step);
  return hole === -1 ? rows : rows.slice(0, hole);
}

/** What was being written in a conversation and in its threads, besides the texts. */
const draftPartsOf = (conversationId: string): IDBKeyRange =>
  IDBKeyRange.bound([conversationId], [`${conversationId}/\uffff`]);

/** One user's cache, outbox and drafts in IndexedDB. */
export class IndexedDbVault implements Vault {
  readonly #database: IDBPDatabase<Schema>;
  readonly #now: () => number;

  private constructor(database: IDBPDatabase<Schema>, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** Opens the database of a user. One of another schema, or one that does not open, is deleted and made anew. */
  static async open(userId: string, now: () => number): Promise<IndexedDbVault> {
    const name = `messenger-${userId}`;
    try {
      return new IndexedDbVault(await openDatabase(name), now);
    } catch {
      await deleteDB(name);
      return new IndexedDbVault(await openDatabase(name), now);
    }
  }

  async readStart(): Promise<Start> {
    const read = this.#database.transaction(["heads", "users", "drafts", "draftParts", "outbox", "personal", "meta"]);
    const [heads, users, drafts, draftParts, outbox, items, sync, settings, version] = await Promise.all([
      read.objectStore("heads").getAll(),
      read.objectStore("users").getAll(),
      read.objectStore("drafts").getAll(),
      read.objectStore("draftParts").getAll(),
      read.objectStore("outbox").getAll(),
      read.objectStore("personal").getAll(),
      read.objectStore("meta").get("sync"),
      read.objectStore("meta").get("settings"),
      read.objectStore("meta").get("personalVersion"),
    ]);
    return {
      heads,
      users,
      outbox,
      draftParts,
      drafts: new Map(drafts.map((draft) => [draft.conversationId, draft.text])),
      ...(isSyncPoint(sync) ? { sync } : {}),
      ...(isSettings(settings) ? { settings } : {}),
      ...(typeof version === "number" ? { personal: { version, items } } : {}),
    };
  }

  async readRows(conversationId: string, limit: number, place: RowPlace = {}): Promise<readonly Message[]> {
    const { before, after, around } = place;
    if (after !== undefined) return this.#walk(rowsOf(conversationId, { from: after + 1 }), "next", limit);
    if (around === undefined) {
      const range = rowsOf(conversationId, before === undefined ? {} : { before });
      return (await this.#walk(range, "prev", limit)).reverse();
    }
    const older = await this.#walk(rowsOf(conversationId, { before: around + 1 }), "prev", Math.ceil(limit / 2));
    if (older[0]?.seq !== around) return [];
    const newer = await this.#walk(rowsOf(conversationId, { from: around + 1 }), "next", Math.floor(limit / 2));
    return [...older.reverse(), ...(newer[0]?.seq === around + 1 ? newer : [])];
  }

  async readLogVersion(conversationId: string): Promise<number | undefined> {
    const log = await this.#database.get("logs", conversationId);
    if (log !== undefined) void this.#noteOpened(conversationId).catch(() => undefined);
    return log?.version;
  }

  async readMembers(conversationId: string): Promise<readonly Member[]> {
    return (await this.#database.get("members", conversationId))?.members ?? [];
  }

  async write(batch: Batch): Promise<void> {
    const change = this.#database.transaction(written(), "readwrite");
    const work: Promise<unknown>[] = [];
    for (const id of batch.removed) {
      work.push(
        change.objectStore("heads").delete(id),
        change.objectStore("members").delete(id),
        change.objectStore("logs").delete(id),
        change.objectStore("messages").delete(rowsOf(id)),
        change.objectStore("draftParts").delete(draftPartsOf(id)),
      );
    }
    for (const head of batch.heads) work.push(this.#writeHead(change, head));
    for (const user of batch.users) work.push(change.objectStore("users").put(user));
    for (const [conversationId, members] of batch.members) {
      work.push(change.objectStore("members").put({ conversationId, members }));
    }
    for (const log of batch.logs) work.push(this.#writeLog(change, log));
    if (batch.personal !== undefined) work.push(this.#writePersonal(change, batch.personal));
    if (batch.sync !== undefined) work.push(change.objectStore("meta").put(batch.sync, "sync"));
    await Promise.all([...work, change.done]);
  }

  async putOutbox(row: OutboxRow): Promise<void> {
    await this.#database.put("outbox", row);
  }

  async deleteOutbox(clientMessageId: string): Promise<void> {
    await this.#database.delete("outbox", clientMessageId);
  }

  readOutbox(): Promise<readonly OutboxRow[]> {
    return this.#database.getAll("outbox");
  }

  async putDraft(conversationId: string, text: string): Promise<void> {
    if (text === "") await this.#database.delete("drafts", conversationId);
    else await this.#database.put("drafts", { conversationId, text });
  }

  async putDraftPart(part: DraftPart): Promise<void> {
    if (isNothing(part)) await this.#database.delete("draftParts", [part.key, part.part]);
    else await this.#database.put("draftParts", part);
  }

  async putSettings(settings: Settings): Promise<void> {
    await this.#database.put("meta", settings, "settings");
  }

  async forget(): Promise<void> {
    const change = this.#database.transaction(written(), "readwrite");
    await Promise.all([
      change.objectStore("heads").clear(),
      change.objectStore("users").clear(),
      change.objectStore("members").clear(),
      change.objectStore("logs").clear(),
      change.objectStore("messages").clear(),
      change.objectStore("personal").clear(),
      change.objectStore("meta").delete("sync"),
      change.objectStore("meta").delete("personalVersion"),
      change.done,
    ]);
  }

  async trim(now: number): Promise<void> {
    const logs = (await this.#database.getAll("logs")).sort((a, b) => a.openedAt - b.openedAt);
    let count = await this.#database.count("messages");
    for (const log of logs) {
      if (count <= MESSAGES_MAX && now - log.openedAt < KEPT_FOR) return;
      const change = this.#database.transaction(["logs", "messages"], "readwrite");
      count -= await change.objectStore("messages").count(rowsOf(log.conversationId));
      await change.objectStore("messages").delete(rowsOf(log.conversationId));
      await change.objectStore("logs").delete(log.conversationId);
      await change.done;
    }
  }

  async destroy(): Promise<void> {
    const { name } = this.#database;
    this.#database.close();
    await deleteDB(name);
  }

  /** Nobody who reads waits for it. */
  async #noteOpened(conversationId: string): Promise<void> {
    const change = this.#database.transaction("logs", "readwrite");
    const log = await change.store.get(conversationId);
    if (log !== undefined) await change.store.put({ ...log, openedAt: this.#now() });
    await change.done;
  }

  /** Rows in one direction until the first hole, read at once: a cursor would take a turn of the event loop for each. */
  async #walk(range: IDBKeyRange, direction: "next" | "prev", limit: number): Promise<Message[]> {
    const { store } = this.#database.transaction("messages");
    if (direction === "next") return unbroken(await store.getAll(range, limit), 1);
    const last = await store.openKeyCursor(range, "prev");
    if (last === null) return [];
    const [conversationId, seq] = last.key;
    const rows = await store.getAll(rowsOf(conversationId, { from: seq - limit + 1, before: seq + 1 }));
    return unbroken(rows.reverse(), -1);
  }

  /** A head that another tab has written stays while it is newer. Of the messages those go that the user may no longer see. */
  async #writeHead(change: WriteTransaction, head: CachedHead): Promise<void> {
    const { id } = head.conversation;
    const held = await change.objectStore("heads").get(id);
    if (held !== undefined && held.version > head.version) return;
    await change.objectStore("heads").put(head);
    if (head.firstSeq > 1) await change.objectStore("messages").delete(rowsOf(id, { before: head.firstSeq }));
  }

  /** Rows never go back to an older version; the log's version is that which all its rows have reached. */
  async #writeLog(change: WriteTransaction, log: LogWrite): Promise<void> {
    const { conversationId } = log;
    const stored = await change.objectStore("logs").get(conversationId);
    if (log.emptied) await change.objectStore("messages").delete(rowsOf(conversationId));
    // Another tab wrote since this one last did: neither has all that the other took, so only the older version is true of both.
    const foreign = stored !== undefined && stored.version !== log.base && !log.emptied;
    const version = foreign ? Math.min(stored.version, log.version) : log.version;
    const openedAt = stored?.openedAt ?? this.#now();
    await change.objectStore("logs").put({ conversationId, version, openedAt });
    for (const row of log.rows) {
      const held = await change.objectStore("messages").get([conversationId, row.seq]);
      if (held === undefined || held.version < row.version) await change.objectStore("messages").put(row);
    }
  }

  /** Another tab may have written what is newer; what was removed stays as a mark, so that no tab brings it back. */
  async #writePersonal(
    change: WriteTransaction,
    { version, items, full }: NonNullable<Batch["personal"]>,
  ): Promise<void> {
    const things = change.objectStore("personal");
    if (full) await things.clear();
    for (const item of items) {
      const held = await things.get([item.kind, item.key]);
      if (held === undefined || (held.version ?? 0) < (item.version ?? 0)) await things.put(item);
    }
    await change.objectStore("meta").put(version, "personalVersion");
  }
}

type Written = "heads" | "users" | "members" | "logs" | "messages" | "draftParts" | "personal" | "meta";
type WriteTransaction = IDBPTransaction<Schema, Written[], "readwrite">;

function openDatabase(name: string): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(name, SCHEMA, {
    upgrade(database, before) {
      // What these versions have is kept: nothing else knows what is in the outbox.
      if (before === 1 || before === 2) {
        if (before === 1) database.createObjectStore("personal", { keyPath: ["kind", "key"] });
        database.createObjectStore("draftParts", { keyPath: ["key", "part"] });
        return;
      }
      for (const store of database.objectStoreNames) database.deleteObjectStore(store);
      database.createObjectStore("heads", { keyPath: "conversation.id" });
      database.createObjectStore("users", { keyPath: "id" });
      database.createObjectStore("members", { keyPath: "conversationId" });
      database.createObjectStore("logs", { keyPath: "conversationId" });
      database.createObjectStore("messages", { keyPath: ["conversationId", "seq"] });
      database.createObjectStore("outbox", { keyPath: "clientMessageId" });
      database.createObjectStore("drafts", { keyPath: "conversationId" });
      database.createObjectStore("draftParts", { keyPath: ["key", "part"] });
      database.createObjectStore("personal", { keyPath: ["kind", "key"] });
      database.createObjectStore("meta");
    },
    blocking(_current, _blocked, event) {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  });
}

type Meta = SyncPoint | Settings | number | undefined;
const isSyncPoint = (value: Meta): value is SyncPoint => typeof value === "object" && "token" in value;
const isSettings = (value: Meta): value is Settings => typeof value === "object" && "sendKey" in value;

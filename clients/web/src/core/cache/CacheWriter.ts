import type { ConversationHead, Message, PersonalItem, User } from "../../wire/index.ts";
import type { ConversationsState } from "../conversations/Conversations.ts";
import { present } from "../conversations/members.ts";
import { idOf } from "../personal/things.ts";
import type { Cancel, Clock } from "../ports.ts";
import type { OwnCursors } from "../readState/OwnCursors.ts";
import type { Batch, CachedHead, LogWrite, SyncPoint, Vault } from "./Vault.ts";

const nothingEmptied = { times: 0, unwritten: 0 };

interface DirtyLog {
  readonly rows: Map<number, Message>;
  emptied: boolean;
}

/**
 * Writes to the vault behind the program: what became different is noted here and goes down in one transaction, one second later,
 * together with the version that it brings each conversation to. A failed write costs only a slower next start.
 */
export class CacheWriter {
  readonly #vault: Vault;
  readonly #clock: Clock;
  readonly #state: () => ConversationsState;
  readonly #cursors: Pick<OwnCursors, "isUnsaid">;
  readonly #heads = new Set<string>();
  readonly #logs = new Map<string, DirtyLog>();
  readonly #members = new Set<string>();
  readonly #removed = new Set<string>();
  readonly #users = new Map<string, User>();
  readonly #bases = new Map<string, number>();
  /** How often a log was emptied, and how many of these times the vault does not know of yet. */
  readonly #emptied = new Map<string, { readonly times: number; readonly unwritten: number }>();
  readonly #things = new Map<string, PersonalItem>();
  #personal: { readonly version: number; readonly full: boolean } | undefined;
  #sync: SyncPoint | undefined;
  #timer: Cancel | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    vault: Vault,
    clock: Clock,
    state: () => ConversationsState,
    cursors: Pick<OwnCursors, "isUnsaid"> = { isUnsaid: () => false },
  ) {
    this.#vault = vault;
    this.#clock = clock;
    this.#state = state;
    this.#cursors = cursors;
  }

  headChanged(conversationId: string): void {
    this.#heads.add(conversationId);
    this.#later();
  }

  rowsTaken(conversationId: string, rows: readonly Message[]): void {
    const dirty = this.#dirtyLog(conversationId);
    for (const row of rows) {
      const noted = dirty.rows.get(row.seq);
      if (noted === undefined || noted.version < row.version) dirty.rows.set(row.seq, row);
    }
    this.#later();
  }

  /** The log was opened from the cache, or empty, at this version. */
  logOpened(conversationId: string, base: number): void {
    this.#bases.set(conversationId, base);
  }

  logEmptied(conversationId: string): void {
    const dirty = this.#dirtyLog(conversationId);
    dirty.rows.clear();
    dirty.emptied = true;
    const { times, unwritten } = this.#emptied.get(conversationId) ?? nothingEmptied;
    this.#emptied.set(conversationId, { times: times + 1, unwritten: unwritten + 1 });
    this.#later();
  }

  /**
   * Changes each time the rows in the vault stop being those of the log; undefined until the vault has deleted them. Rows that were read
   * under another one are too old.
   */
  generation(conversationId: string): number | undefined {
    const { times, unwritten } = this.#emptied.get(conversationId) ?? nothingEmptied;
    return unwritten === 0 ? times : undefined;
  }

  membersChanged(conversationId: string): void {
    this.#members.add(conversationId);
    this.#later();
  }

  removed(conversationId: string): void {
    this.#heads.delete(conversationId);
    this.#logs.delete(conversationId);
    this.#members.delete(conversationId);
    this.#bases.delete(conversationId);
    this.#removed.add(conversationId);
    this.#later();
  }

  usersChanged(users: readonly User[]): void {
    for (const user of users) this.#users.set(user.id, user);
    this.#later();
  }

  /** These of the user's own things changed, and are now at this version; `full`: there are no others. */
  personalChanged(items: readonly PersonalItem[], version: number, full: boolean): void {
    if (full) this.#things.clear();
    for (const item of items) this.#things.set(idOf(item), item);
    this.#personal = { version, full: full || this.#personal?.full === true };
    this.#later();
  }

  synced(point: SyncPoint): void {
    this.#sync = point;
    this.#later();
  }

  /** Throws away what was noted but not yet written. */
  discard(): void {
    this.#timer?.();
    this.#timer = undefined;
    this.#take();
    this.#bases.clear();
    this.#emptied.clear();
  }

  /** Writes now. One write at a time, in the order of the calls. */
  flush(): Promise<void> {
    this.#timer?.();
    this.#timer = undefined;
    const batch = this.#take();
    const emptied = new Map(this.#emptied);
    this.#writing = this.#writing
      .then(() => this.#vault.write(batch))
      .then(
        () => this.#noteWritten(emptied),
        () => undefined,
      );
    return this.#writing;
  }

  #noteWritten(emptied: ReadonlyMap<string, { readonly times: number }>): void {
    for (const [id, { times }] of emptied) {
      const now = this.#emptied.get(id);
      if (now !== undefined) this.#emptied.set(id, { times: now.times, unwritten: now.times - times });
    }
  }

  #dirtyLog(conversationId: string): DirtyLog {
    const dirty = this.#logs.get(conversationId) ?? { rows: new Map(), emptied: false };
    this.#logs.set(conversationId, dirty);
    return dirty;
  }

  #later(): void {
    this.#timer ??= this.#clock.after(1_000, () => void this.flush());
  }

  #cached(head: ConversationHead | undefined): CachedHead | undefined {
    return head !== undefined && this.#cursors.isUnsaid(head.conversation.id) ? { ...head, readUnsaid: true } : head;
  }

  #take(): Batch {
    const { heads, logs, members } = this.#state();
    const logWrites: LogWrite[] = [];
    for (const [conversationId, dirty] of this.#logs) {
      const log = logs.get(conversationId);
      if (log === undefined) continue;
      const firstSeq = heads.get(conversationId)?.firstSeq ?? 1;
      logWrites.push({
        conversationId,
        version: log.version,
        base: this.#bases.get(conversationId) ?? log.version,
        rows: [...dirty.rows.values()].filter((row) => row.seq >= firstSeq),
        emptied: dirty.emptied,
      });
      this.#bases.set(conversationId, log.version);
    }
    const batch: Batch = {
      heads: [...this.#heads].flatMap((id) => this.#cached(heads.get(id)) ?? []),
      users: [...this.#users.values()],
      members: new Map([...this.#members].map((id) => [id, present(members.get(id))])),
      logs: logWrites,
      removed: [...this.#removed],
      ...(this.#sync === undefined ? {} : { sync: this.#sync }),
      ...(this.#personal === undefined ? {} : { personal: { ...this.#personal, items: [...this.#things.values()] } }),
    };
    this.#heads.clear();
    this.#users.clear();
    this.#members.clear();
    this.#logs.clear();
    this.#removed.clear();
    this.#things.clear();
    this.#personal = undefined;
    this.#sync = undefined;
    return batch;
  }
}

import type { Message, PersonalItem, User } from "../../wire/index.ts";
import type { ConversationsState } from "../conversations/Conversations.ts";
import { present } from "../conversations/members.ts";
import { idOf } from "../personal/things.ts";
import type { Cancel, Clock } from "../ports.ts";
import type { Batch, LogWrite, SyncPoint, Vault } from "./Vault.ts";

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
  readonly #heads = new Set<string>();
  readonly #logs = new Map<string, DirtyLog>();
  readonly #members = new Set<string>();
  readonly #removed = new Set<string>();
  readonly #users = new Map<string, User>();
  readonly #bases = new Map<string, number>();
  readonly #things = new Map<string, PersonalItem>();
  #personal: { readonly version: number; readonly full: boolean } | undefined;
  #sync: SyncPoint | undefined;
  #timer: Cancel | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(vault: Vault, clock: Clock, state: () => ConversationsState) {
    this.#vault = vault;
    this.#clock = clock;
    this.#state = state;
  }

  headChanged(conversationId: string): void {
    this.#removed.delete(conversationId);
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
    this.#later();
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
  }

  /** Writes now. One write at a time, in the order of the calls. */
  flush(): Promise<void> {
    this.#timer?.();
    this.#timer = undefined;
    const batch = this.#take();
    this.#writing = this.#writing.then(() => this.#vault.write(batch)).catch(() => undefined);
    return this.#writing;
  }

  #dirtyLog(conversationId: string): DirtyLog {
    const dirty = this.#logs.get(conversationId) ?? { rows: new Map(), emptied: false };
    this.#logs.set(conversationId, dirty);
    return dirty;
  }

  #later(): void {
    this.#timer ??= this.#clock.after(1_000, () => void this.flush());
  }

  #take(): Batch {
    const { heads, logs, members } = this.#state();
    const logWrites: LogWrite[] = [];
    for (const [conversationId, dirty] of this.#logs) {
      const log = logs.get(conversationId);
      if (log === undefined) continue;
      logWrites.push({
        conversationId,
        version: log.version,
        base: this.#bases.get(conversationId) ?? log.version,
        rows: [...dirty.rows.values()],
        emptied: dirty.emptied,
      });
      this.#bases.set(conversationId, log.version);
    }
    const batch: Batch = {
      heads: [...this.#heads].flatMap((id) => heads.get(id) ?? []),
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

import { createStore } from "zustand/vanilla";
import type { AttachFile, Message, PostMessage } from "../../wire/index.ts";
import { backOff } from "../backOff.ts";
import type { Vault } from "../cache/Vault.ts";
import { mayStillSucceed, type Outcome, Unknown } from "../outcome.ts";
import type { Cancel, Chance, Clock, Locks } from "../ports.ts";
import {
  type AttachedFile,
  type Extras,
  mayRetry,
  type OutboxRow,
  type OutboxState,
  type Placement,
  requestOf,
  type UploadFailure,
} from "./OutboxRow.ts";

/** A message that could not be sent for this long is given up, in milliseconds. */
const GIVE_UP_AFTER = 24 * 60 * 60 * 1_000;

type Preparing = { readonly state: "uploading" } | { readonly state: "notUploaded"; readonly failure: UploadFailure };

export interface OutboxStoreState {
  /** In the order typed. */
  readonly rows: readonly OutboxRow[];
}

export interface OutboxParts {
  readonly vault: Vault;
  readonly locks: Locks;
  readonly clock: Clock;
  readonly chance: Chance;
  /** Throws `Unknown` when nobody can say whether it was done. */
  readonly post: (request: PostMessage) => Promise<Outcome<Message>>;
  readonly connected: () => boolean;
  /** The server has the message. */
  readonly posted: (message: Message) => void;
}

/**
 * The messages on their way. Each is in the vault before it is tried, and is tried under one id until the server has said yes or no:
 * a lost answer is asked for again, never taken for either. Within one conversation they go one after the other, in the order typed.
 */
export class Outbox {
  readonly store = createStore<OutboxStoreState>(() => ({ rows: [] }));
  readonly #parts: OutboxParts;
  readonly #tab: string;
  readonly #busy = new Set<string>();
  readonly #waits = new Map<string, Cancel>();
  readonly #attempts = new Map<string, number>();
  readonly #stored = new Map<string, Promise<void>>();
  #releaseLock: Cancel | undefined;
  #stopped = false;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#tab = parts.chance.id();
  }

  /** Takes what the vault held at the start, and makes this tab known as alive to the others. */
  start(rows: readonly OutboxRow[]): void {
    this.#releaseLock = this.#parts.locks.hold(lockName(this.#tab));
    const own = this.store.getState().rows;
    const known = new Set(own.map((row) => row.clientMessageId));
    this.#set([...rows.filter((row) => !known.has(row.clientMessageId)), ...own]);
    void this.adopt();
  }

  stop(): void {
    this.#stopped = true;
    this.#releaseLock?.();
    for (const cancel of this.#waits.values()) cancel();
    this.#waits.clear();
  }

  /** Queues a message. The row is there when this returns. */
  send(conversationId: string, text: string, more: Placement & Extras = {}): OutboxRow {
    const row = this.#add({ ...more, conversationId, text, progress: { state: "queued" } });
    this.#store(row);
    void this.#pump(conversationId);
    return row;
  }

  /**
   * Shows a message whose files are not yet with the server; it holds nothing back. The vault does not get it: without its files,
   * which a reload loses, it could never be sent.
   */
  prepare(
    conversationId: string,
    text: string,
    attached: readonly AttachedFile[],
    more: Placement & Extras = {},
  ): OutboxRow {
    return this.#add({ ...more, conversationId, text, attached, progress: { state: "uploading" } });
  }

  /** What a message waits for that is being prepared. */
  report(clientMessageId: string, progress: Preparing): void {
    const row = this.#preparing(clientMessageId);
    if (row !== undefined) this.#replace({ ...row, progress });
  }

  /** Its files are with the server: from now on it is a message as others are, queued in its old place of the order. */
  prepared(clientMessageId: string, files: readonly AttachFile[]): void {
    const row = this.#preparing(clientMessageId);
    if (row === undefined) return;
    const queued: OutboxRow = { ...row, files, queuedAt: this.#parts.clock.now(), progress: { state: "queued" } };
    this.#replace(queued);
    this.#store(queued);
    void this.#pump(row.conversationId);
  }

  /** Throws a message away whose files are not with the server. */
  withdraw(clientMessageId: string): void {
    if (this.#preparing(clientMessageId) !== undefined) this.#remove(clientMessageId);
  }

  /** Tries everything that waits: the connection is back, or someone has signed in again. */
  wake(): void {
    for (const cancel of this.#waits.values()) cancel();
    this.#waits.clear();
    this.#attempts.clear();
    for (const id of new Set(this.store.getState().rows.map((row) => row.conversationId))) void this.#pump(id);
  }

  /** Tries a failed message again, in its old place of the order and under its old id. */
  retry(clientMessageId: string): void {
    const row = this.#row(clientMessageId);
    if (row?.progress.state === "failed") this.#retry([row]);
  }

  /** Tries all of a conversation again that has failed and may succeed, in the order typed. */
  retryAll(conversationId: string): void {
    this.#retry(this.store.getState().rows.filter((row) => row.conversationId === conversationId && mayRetry(row)));
  }

  /** Throws a failed message away. */
  async delete(clientMessageId: string): Promise<void> {
    if (this.#row(clientMessageId)?.progress.state !== "failed") return;
    this.#remove(clientMessageId);
    await this.#parts.vault.deleteOutbox(clientMessageId).catch(() => undefined);
  }

  /**
   * The log of a conversation holds these messages now: what was kept for them here can go, and so can what was sent before them, which
   * is above what the log holds.
   */
  settle(messages: readonly Message[]): void {
    const ids = new Set(messages.flatMap((message) => message.clientMessageId ?? []));
    const last = messages.reduce((seq, message) => Math.max(seq, message.seq), 0);
    const conversationId = messages[0]?.conversationId;
    this.#settle(
      (row) =>
        ids.has(row.clientMessageId) ||
        (row.conversationId === conversationId && row.progress.state === "sent" && row.progress.message.seq <= last),
    );
  }

  /** No log will show what was sent to this conversation; without one, to any. */
  settleSent(conversationId?: string): void {
    this.#settle(
      (row) => row.progress.state === "sent" && (row.conversationId === conversationId || conversationId === undefined),
    );
  }

  /** Takes over what tabs that are gone have left, and drops what another tab has sent meanwhile. */
  async adopt(): Promise<void> {
    const alive = await this.#parts.locks.held();
    const kept = await this.#parts.vault.readOutbox().catch(() => undefined);
    if (this.#stopped) return;
    const inVault = new Map((kept ?? this.store.getState().rows).map((row) => [row.clientMessageId, row]));
    const rows = this.store.getState().rows;
    const known = new Set(rows.map((row) => row.clientMessageId));
    const stillThere = rows.flatMap((row) =>
      row.tab === this.#tab || row.progress.state === "sent" ? row : (inVault.get(row.clientMessageId) ?? []),
    );
    // A row of this tab that is not known here was sent while the vault was read.
    const fresh = [...inVault.values()].filter((row) => row.tab !== this.#tab && !known.has(row.clientMessageId));
    const adopted: OutboxRow[] = [];
    const all = [...stillThere, ...fresh].map((row) => {
      if (row.tab === this.#tab || alive.has(lockName(row.tab)) || row.progress.state === "sent") return row;
      const mine: OutboxRow = { ...row, tab: this.#tab };
      adopted.push(mine);
      return mine;
    });
    this.#set(all);
    for (const row of adopted) this.#store(row);
    for (const id of new Set(adopted.map((row) => row.conversationId))) void this.#pump(id);
  }

  #settle(isSettled: (row: OutboxRow) => boolean): void {
    const { rows } = this.store.getState();
    const settled = rows.filter(isSettled);
    if (settled.length === 0) return;
    this.#set(rows.filter((row) => !settled.includes(row)));
    for (const row of settled) void this.#forget(row);
  }

  /** All are queued before the first is tried: otherwise a later one could overtake an earlier one. */
  #retry(rows: readonly OutboxRow[]): void {
    for (const row of rows) {
      const queuedAt = this.#parts.clock.now();
      const again: OutboxRow = { ...row, queuedAt, tab: this.#tab, progress: { state: "queued" } };
      this.#replace(again);
      this.#store(again);
    }
    for (const id of new Set(rows.map((row) => row.conversationId))) void this.#pump(id);
  }

  /** Sends the rows of one conversation, one after the other, until one has to wait. */
  async #pump(conversationId: string): Promise<void> {
    if (this.#busy.has(conversationId) || this.#waits.has(conversationId) || this.#stopped) return;
    this.#busy.add(conversationId);
    try {
      for (;;) {
        const row = this.#next(conversationId);
        if (row === undefined || !this.#parts.connected() || this.#stopped) return;
        const goOn = await this.#try(row);
        if (!goOn) return;
      }
    } finally {
      this.#busy.delete(conversationId);
    }
  }

  async #try(row: OutboxRow): Promise<boolean> {
    const { clock, chance, post, posted } = this.#parts;
    if (clock.now() - row.queuedAt > GIVE_UP_AFTER) {
      await this.#fail(row, { state: "failed", failure: "too_old" });
      return true;
    }
    await this.#stored.get(row.clientMessageId);
    this.#progress(row, { state: "sending" });
    try {
      const outcome = await post(requestOf(row));
      if (outcome.ok) {
        this.#attempts.delete(row.conversationId);
        this.#progress(row, { state: "sent", message: outcome.value });
        posted(outcome.value);
        await this.#forget(row);
        return true;
      }
      const { code, retryAfterMilliseconds } = outcome.refusal;
      if (!mayStillSucceed(code)) {
        await this.#fail(row, { state: "failed", failure: code });
        return true;
      }
      this.#progress(row, { state: "queued" });
      this.#wait(row.conversationId, retryAfterMilliseconds);
      return false;
    } catch (fault) {
      if (!(fault instanceof Unknown)) throw fault;
      this.#progress(row, { state: "queued" });
      if (this.#parts.connected()) this.#wait(row.conversationId, backOff(this.#attempt(row.conversationId), chance));
      return false;
    }
  }

  #attempt(conversationId: string): number {
    const attempt = this.#attempts.get(conversationId) ?? 0;
    this.#attempts.set(conversationId, attempt + 1);
    return attempt;
  }

  #wait(conversationId: string, milliseconds?: number): void {
    const pause = milliseconds ?? backOff(this.#attempt(conversationId), this.#parts.chance);
    this.#waits.get(conversationId)?.();
    this.#waits.set(
      conversationId,
      this.#parts.clock.after(pause, () => {
        this.#waits.delete(conversationId);
        void this.#pump(conversationId);
      }),
    );
  }

  async #fail(row: OutboxRow, progress: OutboxState): Promise<void> {
    this.#progress(row, progress);
    const failed = this.#row(row.clientMessageId);
    if (failed !== undefined) await this.#parts.vault.putOutbox(failed).catch(() => undefined);
  }

  async #forget(row: OutboxRow): Promise<void> {
    await this.#stored.get(row.clientMessageId);
    this.#stored.delete(row.clientMessageId);
    await this.#parts.vault.deleteOutbox(row.clientMessageId).catch(() => undefined);
  }

  /** The first row of this tab that may still succeed; a failed one holds nothing back. */
  #next(conversationId: string): OutboxRow | undefined {
    return this.store
      .getState()
      .rows.find(
        (row) =>
          row.conversationId === conversationId &&
          row.tab === this.#tab &&
          (row.progress.state === "queued" || row.progress.state === "sending"),
      );
  }

  #add(message: Omit<OutboxRow, "clientMessageId" | "order" | "queuedAt" | "tab">): OutboxRow {
    const { clock, chance } = this.#parts;
    const last = this.store.getState().rows.reduce((order, row) => Math.max(order, row.order), 0);
    const row: OutboxRow = {
      ...message,
      clientMessageId: chance.id(),
      order: Math.max(last + 1, clock.now()),
      queuedAt: clock.now(),
      tab: this.#tab,
    };
    this.#set([...this.store.getState().rows, row]);
    return row;
  }

  #store(row: OutboxRow): void {
    this.#stored.set(
      row.clientMessageId,
      this.#parts.vault.putOutbox(row).catch(() => undefined),
    );
  }

  #preparing(clientMessageId: string): OutboxRow | undefined {
    const row = this.#row(clientMessageId);
    return row?.progress.state === "uploading" || row?.progress.state === "notUploaded" ? row : undefined;
  }

  #row(clientMessageId: string): OutboxRow | undefined {
    return this.store.getState().rows.find((row) => row.clientMessageId === clientMessageId);
  }

  #progress(row: OutboxRow, progress: OutboxState): void {
    if (this.#row(row.clientMessageId) !== undefined) this.#replace({ ...row, progress });
  }

  #replace(row: OutboxRow): void {
    this.#set(this.store.getState().rows.map((held) => (held.clientMessageId === row.clientMessageId ? row : held)));
  }

  #remove(clientMessageId: string): void {
    this.#set(this.store.getState().rows.filter((row) => row.clientMessageId !== clientMessageId));
  }

  #set(rows: readonly OutboxRow[]): void {
    this.store.setState({ rows: [...rows].sort((a, b) => a.order - b.order) });
  }
}

const lockName = (tab: string): string => `messenger-outbox-${tab}`;

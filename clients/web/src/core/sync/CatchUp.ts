import type { ConversationHead, ResyncHint } from "../../wire/index.ts";
import type { SyncPoint } from "../cache/Vault.ts";
import type { Connection } from "../connection/Connection.ts";
import type { Conversations } from "../conversations/Conversations.ts";
import { ignoreUnknown, isGone, type Outcome } from "../outcome.ts";
import type { Cancel, Chance, Clock } from "../ports.ts";

/**
 * How long stragglers may take before a gap is asked about, and at most how much longer, in milliseconds. What one has missed, others have
 * too: they do not all ask at the same moment.
 */
const GAP_WAIT = 300;
const GAP_SPREAD = 700;
/** The backstop: a sync each minute, in milliseconds. */
const SYNC_EVERY = 60_000;

export interface CatchUpEvents {
  /** The server's database is another one than before: nothing that is held is true any more. */
  epochChanged(): Promise<void>;
  /** `full`: everything was asked for, so that there is nothing else. */
  synced(point: SyncPoint, full: boolean): void;
  /** The version that the server has of the things which the user keeps for himself. */
  personalVersion(version: number): void;
}

/** Brings the client up to date: heads through `Sync`, one conversation through `GetChanges`. */
export class CatchUp {
  readonly #connection: Connection;
  readonly #head: (conversationId: string) => Promise<Outcome<ConversationHead>>;
  readonly #conversations: Conversations;
  readonly #events: CatchUpEvents;
  readonly #clock: Clock;
  readonly #chance: Chance;
  readonly #gaps = new Map<string, Cancel>();
  readonly #asking = new Map<string, Promise<void>>();
  #point: SyncPoint | undefined;
  #syncing: Promise<void> | undefined;
  #again = false;
  #timer: Cancel | undefined;
  #hint: Cancel | undefined;

  constructor(
    parts: {
      connection: Connection;
      conversations: Conversations;
      head: (conversationId: string) => Promise<Outcome<ConversationHead>>;
    },
    events: CatchUpEvents,
    ports: { clock: Clock; chance: Chance },
  ) {
    this.#connection = parts.connection;
    this.#conversations = parts.conversations;
    this.#head = parts.head;
    this.#events = events;
    this.#clock = ports.clock;
    this.#chance = ports.chance;
  }

  /** Goes on from where the cache ends. */
  resumeFrom(point: SyncPoint | undefined): void {
    this.#point = point;
  }

  /** Asks for what changed. While one sync runs, any number of further calls make one more. */
  sync(): Promise<void> {
    if (this.#syncing !== undefined) {
      this.#again = true;
      return this.#syncing;
    }
    this.#syncing = this.#syncAll().finally(() => {
      this.#syncing = undefined;
      this.#schedule();
      if (this.#again) {
        this.#again = false;
        void this.sync();
      }
    });
    return this.#syncing;
  }

  /** Changes follow on something that is not held: stragglers have a moment, then the server is asked. */
  gap(conversationId: string): void {
    if (this.#gaps.has(conversationId)) return;
    const cancel = this.#clock.after(GAP_WAIT + GAP_SPREAD * this.#chance.next(), () => {
      this.#gaps.delete(conversationId);
      if (this.#conversations.hasGap(conversationId)) void this.ask(conversationId);
    });
    this.#gaps.set(conversationId, cancel);
  }

  /** The server says that something may have been missed: acts within the given time, at random, as all others do. */
  hint(hint: ResyncHint): void {
    this.#hint?.();
    this.#hint = this.#clock.after(hint.delayMilliseconds * this.#chance.next(), () => {
      if (hint.reason === "moving") void this.#connection.move();
      else void this.sync();
    });
  }

  /** Asks what changed in one conversation since the version that is held. */
  ask(conversationId: string): Promise<void> {
    const running = this.#asking.get(conversationId);
    if (running !== undefined) return running;
    const asking = this.#askAll(conversationId).finally(() => this.#asking.delete(conversationId));
    this.#asking.set(conversationId, asking);
    return asking;
  }

  /** Loads the head of one conversation anew; the way out when its changes can no longer be replayed. */
  async refreshHead(conversationId: string): Promise<void> {
    try {
      const { drops } = this.#conversations;
      const head = await this.#head(conversationId);
      if (head.ok && drops !== this.#conversations.drops) await this.refreshHead(conversationId);
      else if (head.ok) this.#conversations.putHeads([head.value]);
      else if (isGone(head.refusal.code)) this.#conversations.remove(conversationId);
    } catch (fault) {
      ignoreUnknown(fault);
    }
  }

  stop(): void {
    this.#timer?.();
    this.#hint?.();
    for (const cancel of this.#gaps.values()) cancel();
    this.#gaps.clear();
  }

  #schedule(): void {
    this.#timer?.();
    this.#timer = this.#clock.after(SYNC_EVERY, () => {
      if (this.#connection.connected) void this.sync();
      else this.#schedule();
    });
  }

  async #syncAll(): Promise<void> {
    try {
      const heldBefore = new Set(this.#conversations.store.getState().heads.keys());
      let named: Set<string> | undefined;
      for (;;) {
        const reply = await this.#connection.call(
          "Sync",
          this.#point === undefined ? {} : { token: this.#point.token },
        );
        if (!reply.ok) {
          this.#syncLater(reply.refusal.retryAfterMilliseconds);
          return;
        }
        const { token, serverEpoch, full, more, heads, left, personalVersion } = reply.value;
        if (this.#point !== undefined && this.#point.serverEpoch !== serverEpoch) {
          this.#point = undefined;
          heldBefore.clear();
          await this.#events.epochChanged();
          if (!full) continue;
        }
        if (full) named ??= new Set();
        for (const head of heads) named?.add(head.conversation.id);
        this.#conversations.putHeads(heads);
        for (const id of left ?? []) this.#conversations.remove(id);
        this.#point = { token, serverEpoch };
        if (more) continue;
        this.#events.personalVersion(personalVersion);
        break;
      }
      if (named !== undefined) {
        for (const id of heldBefore) if (!named.has(id)) this.#conversations.remove(id);
      }
      this.#conversations.ready();
      this.#events.synced(this.#point, named !== undefined);
      await this.#bringLogsUpToDate();
    } catch (fault) {
      ignoreUnknown(fault);
    }
  }

  async #bringLogsUpToDate(): Promise<void> {
    const { heads, logs } = this.#conversations.store.getState();
    for (const [id, log] of logs) {
      const head = heads.get(id);
      if (head !== undefined && head.version > log.version) await this.ask(id);
    }
  }

  #syncLater(milliseconds = 1_000): void {
    this.#hint?.();
    this.#hint = this.#clock.after(milliseconds, () => void this.sync());
  }

  async #askAll(conversationId: string): Promise<void> {
    try {
      this.#conversations.flush();
      let since = this.#conversations.heldVersion(conversationId);
      while (since !== undefined) {
        const reply = await this.#connection.call("GetChanges", { conversationId, since });
        if (!reply.ok) {
          if (isGone(reply.refusal.code)) this.#conversations.remove(conversationId);
          return;
        }
        this.#conversations.apply(reply.value);
        this.#conversations.flush();
        since = reply.value.more === true && reply.value.tooFarBehind !== true ? reply.value.version : undefined;
      }
      this.#conversations.forgetWaiting(conversationId);
    } catch (fault) {
      ignoreUnknown(fault);
    }
  }
}

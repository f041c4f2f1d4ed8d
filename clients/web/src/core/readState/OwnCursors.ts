import type { MarkRead, ReadState } from "../../wire/index.ts";
import type { Outcome } from "../outcome.ts";
import { mayStillSucceed, Unknown } from "../outcome.ts";
import type { Cancel, Clock } from "../ports.ts";

/** How long a refusal that names no time is waited out, in milliseconds. */
const PAUSE = 2_000;

export interface OwnCursorsParts {
  readonly me: string;
  readonly clock: Clock;
  /** Throws `Unknown` when nobody can say whether it was done. */
  readonly markRead: (request: MarkRead) => Promise<Outcome<ReadState>>;
  readonly put: (read: ReadState) => void;
  /** Whether the server has heard of a conversation's cursor has changed. */
  readonly saidChanged: (conversationId: string) => void;
}

/** The user's own read cursors: they move here at once, and are said to the server until it has heard of them. */
export class OwnCursors {
  readonly #parts: OwnCursorsParts;
  readonly #unsaid = new Map<string, number>();
  #later: Cancel | undefined;

  constructor(parts: OwnCursorsParts) {
    this.#parts = parts;
  }

  /** Moves a cursor. */
  async move(conversationId: string, seq: number): Promise<void> {
    this.#parts.put({ conversationId, userId: this.#parts.me, seq });
    this.resume(conversationId, seq);
    await this.#say(conversationId);
  }

  /** A cursor of which the server may not have heard; it is said after the next connect. */
  resume(conversationId: string, seq: number): void {
    this.#unsaid.set(conversationId, Math.max(seq, this.#unsaid.get(conversationId) ?? 0));
  }

  isUnsaid(conversationId: string): boolean {
    return this.#unsaid.has(conversationId);
  }

  /** The connection is there, or may do more again. */
  wake(): void {
    this.#later?.();
    this.#later = undefined;
    for (const id of [...this.#unsaid.keys()]) void this.#say(id);
  }

  forget(conversationId: string): void {
    this.#unsaid.delete(conversationId);
  }

  clear(): void {
    this.#later?.();
    this.#later = undefined;
    this.#unsaid.clear();
  }

  async #say(conversationId: string): Promise<void> {
    const seq = this.#unsaid.get(conversationId);
    if (seq === undefined) return;
    try {
      const reply = await this.#parts.markRead({ conversationId, seq });
      if (!reply.ok && mayStillSucceed(reply.refusal.code)) {
        this.#later ??= this.#parts.clock.after(reply.refusal.retryAfterMilliseconds ?? PAUSE, () => this.wake());
        return;
      }
      if (reply.ok) this.#parts.put(reply.value);
      if (this.#unsaid.get(conversationId) !== seq) return;
      this.#unsaid.delete(conversationId);
      this.#parts.saidChanged(conversationId);
    } catch (fault) {
      if (!(fault instanceof Unknown)) throw fault;
    }
  }
}

import type { Cancel, Clock } from "../ports.ts";

/** A message is seen when it was in view for this long, in milliseconds. */
const SEEN_AFTER = 500;
/** The cursor goes out at most this often, in milliseconds. */
const SENT_EVERY = 2_000;

export interface Attention {
  readonly visible: boolean;
  readonly focused: boolean;
}

/**
 * Decides what is read in the open conversation: read means seen. A message counts when enough of it was in view for half a second
 * while the document was visible and focused and the user had acted since it gained focus. What the program scrolls is no action.
 */
export class ReadTracker {
  readonly #clock: Clock;
  readonly #send: (seq: number) => void;
  readonly #inView = new Map<number, Cancel | undefined>();
  #attentive = false;
  #focused = false;
  #acted = false;
  #read: number;
  #sent: number;
  #sentAt = Number.NEGATIVE_INFINITY;
  #timer: Cancel | undefined;

  /** `read`: the cursor so far. `send` takes the new one. */
  constructor(clock: Clock, read: number, send: (seq: number) => void) {
    this.#clock = clock;
    this.#read = read;
    this.#sent = read;
    this.#send = send;
  }

  attention({ visible, focused }: Attention): void {
    const now = visible && focused;
    if (now === this.#focused) return;
    this.#focused = now;
    this.#acted = false;
    this.#weigh();
  }

  /** Pointer, key or wheel: the user, not the program. */
  acted(): void {
    if (!this.#focused || this.#acted) return;
    this.#acted = true;
    this.#weigh();
  }

  /** At least half of the message, or its end, came into view, or left it. */
  inView(seq: number, on: boolean): void {
    const timer = this.#inView.get(seq);
    if (on === this.#inView.has(seq)) return;
    if (on) {
      this.#inView.set(seq, this.#attentive ? this.#watch(seq) : undefined);
    } else {
      timer?.();
      this.#inView.delete(seq);
    }
  }

  /** Everything up to here is read: the user said so, or another device. */
  readUpTo(seq: number): void {
    if (seq <= this.#read) return;
    this.#read = seq;
    this.#out();
  }

  /** The conversation is left: what was seen goes out at once. */
  leave(): void {
    for (const timer of this.#inView.values()) timer?.();
    this.#inView.clear();
    this.#timer?.();
    this.#timer = undefined;
    this.#flush();
  }

  #weigh(): void {
    const attentive = this.#focused && this.#acted;
    if (attentive === this.#attentive) return;
    this.#attentive = attentive;
    for (const [seq, timer] of this.#inView) {
      timer?.();
      this.#inView.set(seq, attentive ? this.#watch(seq) : undefined);
    }
  }

  #watch(seq: number): Cancel | undefined {
    if (seq <= this.#read) return undefined;
    return this.#clock.after(SEEN_AFTER, () => this.readUpTo(seq));
  }

  #out(): void {
    const wait = this.#sentAt + SENT_EVERY - this.#clock.now();
    if (wait <= 0) {
      this.#flush();
      return;
    }
    this.#timer ??= this.#clock.after(wait, () => {
      this.#timer = undefined;
      this.#flush();
    });
  }

  #flush(): void {
    if (this.#read <= this.#sent) return;
    this.#sent = this.#read;
    this.#sentAt = this.#clock.now();
    this.#send(this.#read);
  }
}

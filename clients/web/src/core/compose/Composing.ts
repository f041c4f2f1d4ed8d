import { createStore } from "zustand/vanilla";
import type { Message } from "../../wire/index.ts";
import type { Cancel } from "../ports.ts";

/** A message that is answered, as far as its answer has to know it. */
export type Answered = Pick<Message, "conversationId" | "seq" | "senderId">;

/** What the field to write in is about, besides a new message. */
export type Composed =
  | { readonly kind: "reply"; readonly message: Answered }
  | { readonly kind: "edit"; readonly message: Message };

export interface ComposingState {
  /** By conversation: the edit where there is one, else the answer. */
  readonly composed: ReadonlyMap<string, Composed>;
}

/** Which message the user answers or edits, by conversation. An answer waits while something is edited. */
export class Composing {
  readonly store = createStore<ComposingState>(() => ({ composed: new Map() }));
  readonly #answered = new Map<string, Composed>();
  readonly #listeners = new Set<(key: string, message: Answered | undefined) => void>();

  begin(kind: Composed["kind"], message: Message): void {
    const key = message.conversationId;
    if (kind === "edit") this.#show(key, { kind, message });
    else this.#answer(key, { conversationId: key, seq: message.seq, senderId: message.senderId });
  }

  /** Ends the edit; without one, the answer. */
  end(key: string): void {
    const composed = this.store.getState().composed.get(key);
    if (composed?.kind === "edit") this.#show(key, this.#answered.get(key));
    else if (composed !== undefined) this.#answer(key, undefined);
  }

  /** What this device has kept, or another tab has chosen, to be answered. */
  putAnswered(key: string, message: Answered | undefined): void {
    const answer = this.#note(key, message);
    if (this.store.getState().composed.get(key)?.kind !== "edit") this.#show(key, answer);
  }

  /** Calls `answered` when the user begins to answer a message here, or does so no longer. */
  onAnswered(answered: (key: string, message: Answered | undefined) => void): Cancel {
    this.#listeners.add(answered);
    return () => this.#listeners.delete(answered);
  }

  #answer(key: string, message: Answered | undefined): void {
    this.#show(key, this.#note(key, message));
    for (const listener of this.#listeners) listener(key, message);
  }

  #note(key: string, message: Answered | undefined): Composed | undefined {
    if (message === undefined) {
      this.#answered.delete(key);
      return undefined;
    }
    const answer: Composed = { kind: "reply", message };
    this.#answered.set(key, answer);
    return answer;
  }

  #show(key: string, composed: Composed | undefined): void {
    const next = new Map(this.store.getState().composed);
    if (composed === undefined) next.delete(key);
    else next.set(key, composed);
    this.store.setState({ composed: next });
  }
}

import { createStore } from "zustand/vanilla";
import type { Message } from "../../wire/index.ts";

/** What the field to write in is about, besides a new message. */
export type Composed = { readonly kind: "reply" | "edit"; readonly message: Message };

/** Which message the user answers or edits, by conversation. */
export class Composing {
  readonly store = createStore<{ readonly composed: ReadonlyMap<string, Composed> }>(() => ({ composed: new Map() }));

  begin(kind: Composed["kind"], message: Message): void {
    this.#set(message.conversationId, { kind, message });
  }

  end(conversationId: string): void {
    this.#set(conversationId, undefined);
  }

  #set(conversationId: string, composed: Composed | undefined): void {
    const next = new Map(this.store.getState().composed);
    if (composed === undefined) next.delete(conversationId);
    else next.set(conversationId, composed);
    this.store.setState({ composed: next });
  }
}

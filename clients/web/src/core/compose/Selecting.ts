import { createStore } from "zustand/vanilla";

export interface SelectingState {
  /** The conversation in which messages are being selected; undefined when none are. */
  readonly conversationId: string | undefined;
  readonly seqs: ReadonlySet<number>;
}

const none: SelectingState = { conversationId: undefined, seqs: new Set() };

/** The messages that a card can have. */
export const SELECTED_MAX = 100;

/** The messages that the user has selected to do something with all of them; in one conversation at a time. */
export class Selecting {
  readonly store = createStore<SelectingState>(() => none);

  begin(conversationId: string, seq: number): void {
    this.store.setState({ conversationId, seqs: new Set([seq]) });
  }

  /** Takes a message in or out; nothing when there are as many as there may be. */
  toggle(seq: number): void {
    const { conversationId, seqs } = this.store.getState();
    if (conversationId === undefined) return;
    const next = new Set(seqs);
    if (!next.delete(seq) && next.size < SELECTED_MAX) next.add(seq);
    this.store.setState({ seqs: next });
  }

  end(): void {
    this.store.setState(none);
  }
}

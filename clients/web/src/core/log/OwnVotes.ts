import { createStore } from "zustand/vanilla";
import type { Message, VoterPage } from "../../wire/index.ts";
import { type Outcome, Unknown } from "../outcome.ts";
import { messageKey } from "../personal/things.ts";

export interface OwnVotesState {
  /** The places of the answers that the user has chosen, by poll. */
  readonly votes: ReadonlyMap<string, readonly number[]>;
}

/** What the user has voted where a message does not say it: in anonymous polls, and in those with more voters than it names. Asked once a session. */
export class OwnVotes {
  readonly store = createStore<OwnVotesState>(() => ({ votes: new Map() }));
  readonly #ask: (conversationId: string, seq: number) => Promise<Outcome<VoterPage>>;
  readonly #asked = new Set<string>();

  constructor(ask: (conversationId: string, seq: number) => Promise<Outcome<VoterPage>>) {
    this.#ask = ask;
  }

  /** A poll is about to be shown. */
  async need({ conversationId, seq }: Message): Promise<void> {
    const key = messageKey(conversationId, seq);
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    try {
      const page = await this.#ask(conversationId, seq);
      // What the user has chosen meanwhile is newer.
      if (page.ok && !this.store.getState().votes.has(key)) this.#set(key, page.value.own);
      if (!page.ok) this.#asked.delete(key);
    } catch (fault) {
      if (!(fault instanceof Unknown)) throw fault;
      this.#asked.delete(key);
    }
  }

  /** The server has taken this vote. */
  voted({ conversationId, seq }: Message, options: readonly number[]): void {
    this.#set(messageKey(conversationId, seq), options);
  }

  clear(): void {
    this.#asked.clear();
    this.store.setState({ votes: new Map() });
  }

  #set(key: string, options: readonly number[]): void {
    this.store.setState({ votes: new Map(this.store.getState().votes).set(key, options) });
  }
}

import { createStore } from "zustand/vanilla";
import type { Message } from "../../wire/index.ts";
import type { Drafts } from "../drafts/Drafts.ts";
import { messageKey } from "../personal/things.ts";

/** The texts of one's own messages that were taken back in this tab: the server gives them to nobody any more. For the session only. */
export class Recalled {
  readonly store = createStore<{ readonly texts: ReadonlyMap<string, string> }>(() => ({ texts: new Map() }));
  readonly #drafts: Drafts;

  constructor(drafts: Drafts) {
    this.#drafts = drafts;
  }

  keep({ conversationId, seq, text = "" }: Message): void {
    if (text !== "") this.#set((texts) => texts.set(messageKey(conversationId, seq), text));
  }

  /** Puts a text where the user writes, after what is there. */
  writeAgain({ conversationId, seq }: Message): void {
    const key = messageKey(conversationId, seq);
    const text = this.store.getState().texts.get(key);
    if (text === undefined) return;
    this.#set((texts) => texts.delete(key));
    this.#drafts.flush();
    const written = this.#drafts.textOf(conversationId);
    this.#drafts.takeOver(conversationId, written.trim() === "" ? text : `${written}\n${text}`);
  }

  #set(change: (texts: Map<string, string>) => void): void {
    const texts = new Map(this.store.getState().texts);
    change(texts);
    this.store.setState({ texts });
  }
}

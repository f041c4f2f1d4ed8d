import { createStore } from "zustand/vanilla";

/** A file that goes with the next message. */
export interface Chosen {
  readonly id: number;
  readonly file: File;
}

/** Why files were not taken. */
export type NotTaken =
  | { readonly reason: "tooLarge"; readonly names: readonly string[] }
  | { readonly reason: "tooMany" };

export interface Attached {
  readonly chosen: readonly Chosen[];
  readonly notTaken?: NotTaken;
}

export interface FileLimits {
  /** Bytes of one file. */
  readonly fileSize: number;
  /** Files of one message. */
  readonly filesOfMessage: number;
}

export const nothingAttached: Attached = { chosen: [] };

/** The files that go with the next message of each conversation, for as long as this tab lives. */
export class Attaching {
  readonly store = createStore<{ readonly attached: ReadonlyMap<string, Attached> }>(() => ({ attached: new Map() }));
  #last = 0;

  /** Takes those that may be sent, as the limits are now. */
  add(conversationId: string, files: readonly File[], { fileSize, filesOfMessage }: FileLimits): void {
    const fit = files.filter((file) => file.size <= fileSize);
    const { chosen } = this.of(conversationId);
    const taken = fit.slice(0, filesOfMessage - chosen.length).map((file) => ({ id: ++this.#last, file }));
    const names = files.filter((file) => file.size > fileSize).map((file) => file.name);
    const notTaken: NotTaken | undefined =
      names.length > 0 ? { reason: "tooLarge", names } : taken.length < fit.length ? { reason: "tooMany" } : undefined;
    const all = [...chosen, ...taken];
    this.#set(conversationId, notTaken === undefined ? { chosen: all } : { chosen: all, notTaken });
  }

  remove(conversationId: string, id: number): void {
    this.#set(conversationId, { chosen: this.of(conversationId).chosen.filter((one) => one.id !== id) });
  }

  /** Hands the files over to be sent. */
  take(conversationId: string): readonly File[] {
    const { chosen } = this.of(conversationId);
    this.#set(conversationId, nothingAttached);
    return chosen.map(({ file }) => file);
  }

  of(conversationId: string): Attached {
    return this.store.getState().attached.get(conversationId) ?? nothingAttached;
  }

  #set(conversationId: string, attached: Attached): void {
    const next = new Map(this.store.getState().attached);
    if (attached.chosen.length === 0 && attached.notTaken === undefined) next.delete(conversationId);
    else next.set(conversationId, attached);
    this.store.setState({ attached: next });
  }
}

import { createStore } from "zustand/vanilla";
import type { Cancel } from "../ports.ts";

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

/** The files that go with the next message, by the key of its place. */
export class Attaching {
  readonly store = createStore<{ readonly attached: ReadonlyMap<string, Attached> }>(() => ({ attached: new Map() }));
  readonly #listeners = new Set<(key: string, files: readonly File[]) => void>();
  #last = 0;

  /** Takes those that may be sent, as the limits are now. */
  add(key: string, files: readonly File[], { fileSize, filesOfMessage }: FileLimits): void {
    const fit = files.filter((file) => file.size <= fileSize);
    const { chosen } = this.of(key);
    const taken = fit.slice(0, filesOfMessage - chosen.length).map((file) => this.#chosen(file));
    const names = files.filter((file) => file.size > fileSize).map((file) => file.name);
    const notTaken: NotTaken | undefined =
      names.length > 0 ? { reason: "tooLarge", names } : taken.length < fit.length ? { reason: "tooMany" } : undefined;
    const all = [...chosen, ...taken];
    this.#set(key, notTaken === undefined ? { chosen: all } : { chosen: all, notTaken });
    if (taken.length > 0) this.#tell(key);
  }

  remove(key: string, id: number): void {
    this.#set(key, { chosen: this.of(key).chosen.filter((one) => one.id !== id) });
    this.#tell(key);
  }

  /** Hands the files over to be sent. */
  take(key: string): readonly File[] {
    const { chosen } = this.of(key);
    this.#set(key, nothingAttached);
    if (chosen.length > 0) this.#tell(key);
    return chosen.map(({ file }) => file);
  }

  /** The files that this device has kept, or that another tab has chosen. */
  put(key: string, files: readonly File[]): void {
    this.#set(key, { chosen: files.map((file) => this.#chosen(file)) });
  }

  of(key: string): Attached {
    return this.store.getState().attached.get(key) ?? nothingAttached;
  }

  /** Calls `chosen` when the user has changed here which files go with a message. */
  onChosen(chosen: (key: string, files: readonly File[]) => void): Cancel {
    this.#listeners.add(chosen);
    return () => this.#listeners.delete(chosen);
  }

  #chosen(file: File): Chosen {
    return { id: ++this.#last, file };
  }

  #tell(key: string): void {
    const files = this.of(key).chosen.map(({ file }) => file);
    for (const listener of this.#listeners) listener(key, files);
  }

  #set(key: string, attached: Attached): void {
    const next = new Map(this.store.getState().attached);
    if (attached.chosen.length === 0 && attached.notTaken === undefined) next.delete(key);
    else next.set(key, attached);
    this.store.setState({ attached: next });
  }
}

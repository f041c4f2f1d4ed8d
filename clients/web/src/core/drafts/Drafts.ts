import { createStore } from "zustand/vanilla";
import type { Vault } from "../cache/Vault.ts";
import type { Cancel, Clock, Tabs } from "../ports.ts";

export interface DraftsState {
  readonly drafts: ReadonlyMap<string, string>;
}

/** A draft is written this long after the last key, in milliseconds. */
const WRITTEN_AFTER = 500;

/** Unsent text, one per conversation. It survives a crash, and other tabs see it. */
export class Drafts {
  readonly store = createStore<DraftsState>(() => ({ drafts: new Map() }));
  readonly #vault: Vault;
  readonly #clock: Clock;
  readonly #tabs: Tabs;
  readonly #timers = new Map<string, { readonly cancel: Cancel; readonly text: string }>();
  readonly #listeners = new Set<(conversationId: string, text: string) => void>();
  readonly #takenOver = new Set<(conversationId: string, before: string, text: string) => void>();
  readonly #kept = new Set<(conversationId: string, text: string) => void>();

  constructor(vault: Vault, clock: Clock, tabs: Tabs) {
    this.#vault = vault;
    this.#clock = clock;
    this.#tabs = tabs;
  }

  putCached(drafts: ReadonlyMap<string, string>): void {
    this.store.setState({ drafts });
  }

  /** The text of a composer as it is now; kept soon. */
  changed(conversationId: string, text: string): void {
    this.#timers.get(conversationId)?.cancel();
    const cancel = this.#clock.after(WRITTEN_AFTER, () => this.#keep(conversationId, text));
    this.#timers.set(conversationId, { cancel, text });
  }

  /** Keeps now what waits to be kept. */
  flush(): void {
    for (const [conversationId, { cancel, text }] of [...this.#timers]) {
      cancel();
      this.#keep(conversationId, text);
    }
  }

  /** Another tab has kept this. What is being typed here is newer, and will be told to that tab in turn. */
  heard(conversationId: string, text: string): void {
    if (this.#timers.has(conversationId)) return;
    this.#set(conversationId, text);
    for (const listener of this.#listeners) listener(conversationId, text);
  }

  /** Calls `heard` when another tab has changed a draft that is not being typed here. */
  onHeard(heard: (conversationId: string, text: string) => void): Cancel {
    this.#listeners.add(heard);
    return () => this.#listeners.delete(heard);
  }

  /** Another device has left this. What is being typed here is newer. */
  takeOver(conversationId: string, text: string): void {
    const before = this.textOf(conversationId);
    if (this.isTyped(conversationId) || before === text) return;
    this.#set(conversationId, text);
    this.#vault.putDraft(conversationId, text).catch(() => undefined);
    for (const listener of this.#takenOver) listener(conversationId, before, text);
  }

  /** Calls `taken` with the text before and the text now, when a draft of another device was taken over. */
  onTakenOver(taken: (conversationId: string, before: string, text: string) => void): Cancel {
    this.#takenOver.add(taken);
    return () => this.#takenOver.delete(taken);
  }

  /** Calls `kept` when what was typed here has been kept. */
  onKept(kept: (conversationId: string, text: string) => void): Cancel {
    this.#kept.add(kept);
    return () => this.#kept.delete(kept);
  }

  /** Whether something was typed that is not kept yet. */
  isTyped(conversationId: string): boolean {
    return this.#timers.has(conversationId);
  }

  textOf(conversationId: string): string {
    return this.#timers.get(conversationId)?.text ?? this.store.getState().drafts.get(conversationId) ?? "";
  }

  clear(): void {
    for (const { cancel } of this.#timers.values()) cancel();
    this.#timers.clear();
    this.store.setState({ drafts: new Map() });
  }

  #keep(conversationId: string, text: string): void {
    this.#timers.delete(conversationId);
    if ((this.store.getState().drafts.get(conversationId) ?? "") === text) return;
    this.#set(conversationId, text);
    this.#tabs.tell({ kind: "draft", conversationId, text });
    this.#vault.putDraft(conversationId, text).catch(() => undefined);
    for (const listener of this.#kept) listener(conversationId, text);
  }

  #set(conversationId: string, text: string): void {
    const drafts = new Map(this.store.getState().drafts);
    if (text.trim() === "") drafts.delete(conversationId);
    else drafts.set(conversationId, text);
    this.store.setState({ drafts });
  }
}

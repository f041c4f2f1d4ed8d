import type { DraftPart } from "./drafts/DraftPart.ts";

/** Undoes what the call that returned it began. */
export type Cancel = () => void;

/** Time. Tests bring their own. */
export interface Clock {
  /** Milliseconds since 1970 (UTC). For waiting and for people, never for order. */
  now(): number;
  after(milliseconds: number, run: () => void): Cancel;
  /** Runs before the next painting; in a hidden tab, soon. */
  frame(run: () => void): Cancel;
}

/** Chance. */
export interface Chance {
  /** From 0, below 1. */
  next(): number;
  /** A UUIDv7 (RFC 9562). */
  id(): string;
}

/** Locks shared by all tabs of this browser; the browser frees them when a tab dies. */
export interface Locks {
  /** Takes the lock, waiting for it, and keeps it until the tab goes or `Cancel` is called. `taken`: it is held now. */
  hold(name: string, taken?: () => void): Cancel;
  /** The names that are held now, by any tab. */
  held(): Promise<ReadonlySet<string>>;
}

/** What one tab tells the others of the same user. */
export type TabMessage =
  | { readonly kind: "draft"; readonly conversationId: string; readonly text: string }
  | { readonly kind: "draftPart"; readonly part: DraftPart }
  | { readonly kind: "settings" }
  | { readonly kind: "outbox" }
  | { readonly kind: "signedOut" };

export interface Tabs {
  tell(message: TabMessage): void;
  listen(heard: (message: TabMessage) => void): Cancel;
}

/** What the program knows of the person and the machine in front of it. */
export interface Surroundings {
  online(): boolean;
  visible(): boolean;
  /** The time of the last pointer or key (milliseconds as `Clock.now`). */
  lastActed(): number;
  /** Called when the network returns or the tab becomes visible: a good moment to try again. */
  onReturn(run: () => void): Cancel;
  /** Called when the tab may be about to die: the last moment to write. */
  onLeave(run: () => void): Cancel;
}

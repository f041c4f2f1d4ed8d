import { createStore } from "zustand/vanilla";
import type { Cancel, Clock, Surroundings } from "../ports.ts";

/** A tab that nobody looks at takes a new release after this long, in milliseconds: not while somebody looks something up elsewhere. */
const HIDDEN_FOR = 60_000;

/** The releases of the program in this browser; all its tabs run the same one. */
export interface Releases {
  /** Called when a release is there that waits for the one before to go; at once, if one is there already. */
  onWaiting(run: () => void): Cancel;
  /** Called when a release has taken over from the one that this tab runs. */
  onTaken(run: () => void): Cancel;
  /** Lets the waiting release take over: now, or only if no tab is looked at. False: none waits. */
  take(when: "now" | "unseen"): boolean;
  /** Asks the server whether there is a new one. */
  look(): void;
  reload(): void;
}

export interface ReleaseState {
  /** `waiting`: there is a new release; `taking`: the user wants it now. */
  readonly state: "newest" | "waiting" | "taking";
}

/** Offers a new release, and takes it unasked where nobody would notice. */
export class Release {
  readonly store = createStore<ReleaseState>(() => ({ state: "newest" }));
  readonly #releases: Releases;
  readonly #surroundings: Surroundings;
  readonly #clock: Clock;
  readonly #busy: () => boolean;
  readonly #cancels: Cancel[] = [];
  #hidden: Cancel | undefined;

  /** `busy`: something on the page would be lost. */
  constructor(releases: Releases, ports: { clock: Clock; surroundings: Surroundings }, busy: () => boolean) {
    this.#releases = releases;
    this.#surroundings = ports.surroundings;
    this.#clock = ports.clock;
    this.#busy = busy;
  }

  start(): void {
    this.#cancels.push(
      this.#releases.onWaiting(() => {
        if (this.store.getState().state === "newest") this.store.setState({ state: "waiting" });
      }),
      this.#releases.onTaken(() => this.#taken()),
      this.#surroundings.onLeave(() => this.#left()),
      this.#surroundings.onReturn(() => this.#hidden?.()),
    );
    if (!this.#surroundings.visible()) this.#left();
  }

  stop(): void {
    for (const cancel of this.#cancels.splice(0)) cancel();
    this.#hidden?.();
  }

  /** The user wants the new release. */
  take(): void {
    this.store.setState({ state: "taking" });
    if (!this.#releases.take("now")) this.#releases.reload();
  }

  #taken(): void {
    const unnoticed = !this.#surroundings.visible() && !this.#busy();
    if (unnoticed || this.store.getState().state === "taking") this.#releases.reload();
    else this.store.setState({ state: "waiting" });
  }

  #left(): void {
    this.#hidden?.();
    this.#hidden = this.#clock.after(HIDDEN_FOR, () => {
      if (this.store.getState().state !== "waiting" || this.#surroundings.visible() || this.#busy()) return;
      if (!this.#releases.take("unseen")) this.#releases.reload();
    });
  }
}

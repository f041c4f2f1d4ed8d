import { createStore } from "zustand/vanilla";
import { backOff } from "../backOff.ts";
import { done, type Outcome, Unknown } from "../outcome.ts";
import type { Cancel, Chance, Clock, Surroundings } from "../ports.ts";
import { type HubLink, type HubMethods, NotSignedIn, type OpenHubLink, type PushHandlers } from "./HubLink.ts";

export interface ConnectionState {
  readonly status: "stopped" | "connecting" | "connected" | "waiting";
  /** When the connection was last lost or first tried (milliseconds); absent while connected. */
  readonly downSince?: number;
  /** The browser says that there is no network. */
  readonly offline: boolean;
}

/**
 * Keeps one connection to the hub, for ever: a lost one is tried again with back-off (full jitter, 1 s to 30 s), at once when the
 * network returns or the tab becomes visible. SignalR's own reconnecting gives up after four tries and is not used.
 */
export class Connection {
  readonly store = createStore<ConnectionState>(() => ({ status: "stopped", offline: false }));
  readonly #open: OpenHubLink;
  readonly #pushes: PushHandlers;
  readonly #clock: Clock;
  readonly #chance: Chance;
  readonly #surroundings: Surroundings;
  readonly #connected = new Set<() => void>();
  readonly #notSignedIn: () => void;
  #link: HubLink | undefined;
  #attempt = 0;
  #cancelWait: Cancel | undefined;
  #cancelReturn: Cancel | undefined;

  constructor(
    open: OpenHubLink,
    pushes: PushHandlers,
    notSignedIn: () => void,
    ports: { clock: Clock; chance: Chance; surroundings: Surroundings },
  ) {
    this.#open = open;
    this.#pushes = pushes;
    this.#notSignedIn = notSignedIn;
    this.#clock = ports.clock;
    this.#chance = ports.chance;
    this.#surroundings = ports.surroundings;
  }

  get connected(): boolean {
    return this.store.getState().status === "connected";
  }

  /** Called after each successful start. */
  onConnected(run: () => void): Cancel {
    this.#connected.add(run);
    return () => this.#connected.delete(run);
  }

  start(): void {
    if (this.store.getState().status !== "stopped") return;
    this.#cancelReturn = this.#surroundings.onReturn(() => this.retryNow());
    this.#attempt = 0;
    void this.#try();
  }

  /** Ends the connection and stays so until `start`. */
  async stop(): Promise<void> {
    this.#cancelReturn?.();
    this.#cancelWait?.();
    const link = this.#link;
    this.#link = undefined;
    this.store.setState({ status: "stopped", offline: false }, true);
    await link?.stop();
  }

  /** Tries at once instead of waiting; nothing when there is nothing to wait for. */
  retryNow(): void {
    if (this.store.getState().status !== "waiting") return;
    this.#cancelWait?.();
    void this.#try();
  }

  /** Leaves this node for another: ends the link and starts the next. */
  async move(): Promise<void> {
    await this.#link?.stop();
  }

  /** Calls the hub. Throws `Unknown` when there is no connection or it is lost before the answer. */
  async call<Name extends keyof HubMethods>(
    method: Name,
    request: HubMethods[Name][0],
  ): Promise<Outcome<HubMethods[Name][1]>> {
    const link = this.#link;
    if (link === undefined || !this.connected) throw new Unknown("not connected");
    let reply: Awaited<ReturnType<typeof link.call<Name>>>;
    try {
      reply = await link.call(method, request);
    } catch (fault) {
      throw new Unknown(`${method}: ${String(fault)}`);
    }
    if (reply.error !== undefined) {
      if (reply.error.code === "not_signed_in") this.#notSignedIn();
      return { ok: false, refusal: reply.error };
    }
    if (reply.value === undefined) throw new Unknown(`${method}: an empty reply`);
    return done(reply.value);
  }

  async #try(): Promise<void> {
    const downSince = this.store.getState().downSince ?? this.#clock.now();
    this.store.setState({ status: "connecting", downSince, offline: !this.#surroundings.online() }, true);
    const link = this.#open(this.#pushes, () => this.#closed(link));
    this.#link = link;
    try {
      await link.start();
    } catch (fault) {
      if (this.#link !== link) return;
      this.#link = undefined;
      if (fault instanceof NotSignedIn) {
        await this.stop();
        this.#notSignedIn();
        return;
      }
      this.#wait();
      return;
    }
    if (this.#link !== link) {
      await link.stop();
      return;
    }
    this.#attempt = 0;
    this.store.setState({ status: "connected", offline: false }, true);
    for (const run of this.#connected) run();
  }

  #closed(link: HubLink): void {
    if (this.#link !== link) return;
    this.#link = undefined;
    this.#wait();
  }

  #wait(): void {
    const downSince = this.store.getState().downSince ?? this.#clock.now();
    this.store.setState({ status: "waiting", downSince, offline: !this.#surroundings.online() }, true);
    this.#cancelWait = this.#clock.after(backOff(this.#attempt++, this.#chance), () => void this.#try());
  }
}

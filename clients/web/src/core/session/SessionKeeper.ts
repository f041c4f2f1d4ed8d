import { createStore } from "zustand/vanilla";
import type { SessionEnd, SessionEndReason, SignedIn, SignIn } from "../../wire/index.ts";
import type { Vault } from "../cache/Vault.ts";
import { Messenger, type MessengerPorts } from "../Messenger.ts";
import { type Outcome, Unknown } from "../outcome.ts";

/** Who used this device last; so that the next start can paint before the network answers. */
export interface LastUser {
  read(): Promise<SignedIn | undefined>;
  write(signedIn: SignedIn): Promise<void>;
  forget(): Promise<void>;
}

/**
 * Where the client is between nobody and somebody. `ended`: the session is over, the page stays under the sign-in, and the
 * messenger is stopped.
 */
export type SessionState =
  | { readonly state: "starting" }
  | { readonly state: "anonymous" }
  | { readonly state: "signedIn"; readonly signedIn: SignedIn; readonly messenger: Messenger }
  | {
      readonly state: "ended";
      readonly signedIn: SignedIn;
      readonly messenger: Messenger;
      readonly reason: SessionEndReason | undefined;
    };

export interface SessionPorts extends Omit<MessengerPorts, "vault"> {
  readonly lastUser: LastUser;
  /** The vault of a user; in memory when the server forbids a cache. */
  readonly openVault: (userId: string, cacheAllowed: boolean) => Promise<Vault>;
  /** The conversation that is shown first, if any: what is kept of it is read before anything is painted. */
  readonly firstConversation: () => string | undefined;
}

/** Signs in and out, and decides what happens when a session ends under the user's hands. */
export class SessionKeeper {
  readonly store = createStore<SessionState>(() => ({ state: "starting" }));
  readonly #ports: SessionPorts;

  constructor(ports: SessionPorts) {
    this.#ports = ports;
    ports.tabs.listen((message) => {
      if (message.kind === "signedOut") void this.#end({ reason: "signed_out", deleteLocalData: true });
    });
  }

  /** Opens what the last user left on this device, and asks the server meanwhile who is signed in. */
  async start(): Promise<void> {
    const last = await this.#ports.lastUser.read().catch(() => undefined);
    if (last?.cacheAllowed === true) await this.#enter(last, false);
    for (let attempt = 0; ; attempt++) {
      try {
        const now = await this.#ports.api.identity.whoAmI();
        await this.#answered(now, last);
        return;
      } catch (fault) {
        if (!(fault instanceof Unknown)) throw fault;
        if (last !== undefined) {
          this.#connect();
          return;
        }
        await this.#pause(Math.min(10_000, 1_000 * 2 ** attempt));
      }
    }
  }

  async signIn(request: SignIn): Promise<Outcome<SignedIn>> {
    const outcome = await this.#ports.api.identity.signIn(request);
    if (outcome.ok) await this.signedIn(outcome.value);
    return outcome;
  }

  /** A session exists now, whichever way it was made. */
  async signedIn(signedIn: SignedIn): Promise<void> {
    const before = this.store.getState();
    if ("messenger" in before) await before.messenger.stop();
    await this.#enter(signedIn, true);
    this.#connect();
  }

  /** Ends the session on the server, and deletes what this device keeps. */
  async signOut(): Promise<Outcome<void>> {
    const outcome = await this.#ports.api.identity.signOut();
    if (!outcome.ok && outcome.refusal.code !== "not_signed_in") return outcome;
    const current = this.store.getState();
    await this.#ports.lastUser.forget().catch(() => undefined);
    if ("messenger" in current) await current.messenger.stopAndDelete();
    this.#ports.tabs.tell({ kind: "signedOut" });
    this.store.setState({ state: "anonymous" }, true);
    return { ok: true, value: undefined };
  }

  /** A request was answered with `not_signed_in`. */
  noticeUnauthorized(): void {
    if (this.store.getState().state === "signedIn") void this.#end(undefined);
  }

  /** What is known of the user changed by his own doing. */
  async refresh(): Promise<void> {
    const now = await this.#ports.api.identity.whoAmI();
    const current = this.store.getState();
    if (!now.ok || current.state !== "signedIn") return;
    this.store.setState({ ...current, signedIn: now.value }, true);
    await this.#ports.lastUser.write(now.value).catch(() => undefined);
  }

  async #answered(now: Outcome<SignedIn>, last: SignedIn | undefined): Promise<void> {
    const current = this.store.getState();
    if (!now.ok) {
      if (current.state === "signedIn") await this.#end(undefined);
      else if (current.state === "starting") this.store.setState({ state: "anonymous" }, true);
      return;
    }
    if (last?.user.id === now.value.user.id && current.state === "signedIn" && now.value.cacheAllowed) {
      this.store.setState({ ...current, signedIn: now.value }, true);
      await this.#ports.lastUser.write(now.value).catch(() => undefined);
      this.#connect();
      return;
    }
    if ("messenger" in current) await current.messenger.stopAndDelete();
    await this.#enter(now.value, true);
    this.#connect();
  }

  async #enter(signedIn: SignedIn, remember: boolean): Promise<void> {
    const vault = await this.#ports.openVault(signedIn.user.id, signedIn.cacheAllowed);
    const messenger = new Messenger(
      signedIn,
      { ...this.#ports, vault },
      { sessionEnded: (end) => void this.#end(end) },
    );
    messenger.directory.putCached([signedIn.user]);
    await messenger.readCache(this.#ports.firstConversation());
    this.store.setState({ state: "signedIn", signedIn, messenger }, true);
    if (!remember) return;
    if (signedIn.cacheAllowed) await this.#ports.lastUser.write(signedIn).catch(() => undefined);
    else await this.#ports.lastUser.forget().catch(() => undefined);
  }

  #connect(): void {
    const current = this.store.getState();
    if (current.state === "signedIn") current.messenger.start();
  }

  async #end(end: SessionEnd | undefined): Promise<void> {
    const current = this.store.getState();
    if (current.state !== "signedIn") return;
    const { signedIn, messenger } = current;
    this.store.setState({ state: "ended", signedIn, messenger, reason: end?.reason }, true);
    if (end?.deleteLocalData === true) {
      await this.#ports.lastUser.forget().catch(() => undefined);
      await messenger.stopAndDelete();
    } else {
      await messenger.stop();
    }
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => this.#ports.clock.after(milliseconds, resolve));
  }
}

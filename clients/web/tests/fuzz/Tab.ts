import type { Vault } from "../../src/core/cache/Vault.ts";
import { Messenger } from "../../src/core/Messenger.ts";
import type { Clock, Locks } from "../../src/core/ports.ts";
import { Api } from "../../src/core/rest/Api.ts";
import { Rest } from "../../src/core/rest/Rest.ts";
import type { SignedIn } from "../../src/wire/index.ts";
import { ME } from "../support.ts";
import type { Dice } from "./Dice.ts";
import { GatedVault } from "./GatedVault.ts";
import type { Wire } from "./Wire.ts";

/** Locks of one browser: they are free when the tab that holds them is dead. */
export class ModelLocks {
  readonly #held = new Map<string, () => boolean>();

  of(isAlive: () => boolean): Locks {
    return {
      hold: (name) => {
        this.#held.set(name, isAlive);
        return () => this.#held.delete(name);
      },
      held: async () => new Set([...this.#held].filter(([, alive]) => alive()).map(([name]) => name)),
    };
  }
}

export interface TabParts {
  readonly name: string;
  readonly wire: Wire;
  readonly clock: Clock;
  readonly dice: Dice;
  readonly vault: Vault;
  readonly locks: ModelLocks;
  /** Counts what goes on in the vault: the clock waits for it. */
  readonly working: (by: 1 | -1) => void;
}

/** A whole client in a tab, which may die at any moment. */
export class Tab {
  readonly messenger: Messenger;
  readonly wire: Wire;
  readonly #vault: Vault;
  #isAlive = true;

  constructor({ name, wire, clock, dice, vault, locks, working }: TabParts) {
    this.wire = wire;
    let count = 0;
    const pause = (milliseconds: number) => new Promise<void>((resolve) => void clock.after(milliseconds, resolve));
    this.#vault = new GatedVault(vault, async (work) => {
      if (!this.#isAlive) return new Promise(() => undefined);
      working(1);
      const done = await work().finally(() => working(-1));
      await pause(dice.below(15));
      return this.#isAlive ? done : new Promise(() => undefined);
    });
    const rest = new Rest(wire.fetch, () => undefined);
    this.messenger = new Messenger(
      signedIn,
      {
        clock: {
          now: clock.now,
          after: (milliseconds, run) => clock.after(milliseconds, () => this.#isAlive && run()),
          frame: (run) => clock.frame(() => this.#isAlive && run()),
        },
        chance: { next: dice.next, id: () => `${name}-${++count}` },
        locks: locks.of(() => this.#isAlive),
        tabs: { tell: () => undefined, listen: () => () => undefined },
        surroundings: {
          online: () => true,
          visible: () => true,
          lastActed: () => clock.now(),
          onReturn: () => () => undefined,
          onLeave: () => () => undefined,
        },
        vault: this.#vault,
        pronounce: async (texts) => texts.map(() => []),
        api: new Api(rest),
        openHub: wire.open,
        openSending: () => ({ send: () => Promise.reject(new Error("no files")), end: () => undefined }),
        describeFile: async () => ({}),
      },
      { sessionEnded: () => undefined },
    );
  }

  async start(): Promise<void> {
    await this.messenger.readCache();
    this.messenger.start();
  }

  /** The browser kills it: nothing more is written, and nobody is told. */
  die(): void {
    this.#isAlive = false;
    this.wire.cut();
  }
}

const signedIn: SignedIn = {
  user: { id: ME, userName: ME, displayName: ME },
  isAdministrator: false,
  hasPassword: true,
  sessionId: "session",
  expiresAt: "2030-01-01T00:00:00Z",
  cacheAllowed: true,
  limits: {
    messageLength: 8_000,
    groupMembers: 100,
    receiptMembers: 100,
    editSeconds: 1_000,
    recallSeconds: 1_000,
    vanishSeconds: 0,
    reactions: 20,
    pins: 20,
    fileSize: 0,
    filesOfMessage: 0,
    passwordLength: 8,
  },
};

import { IndexedDbVault } from "../../src/browser/indexedDbVault.ts";
import { FakeClock, ME, settle } from "../support.ts";
import { act } from "./acts.ts";
import { checkAlways, checkCache, checkCalm, checkCursors, checkOutbox } from "./checks.ts";
import { Dice } from "./Dice.ts";
import { ModelServer } from "./ModelServer.ts";
import { ModelLocks, Tab } from "./Tab.ts";
import { Wire } from "./Wire.ts";

const STEPS = 60;
/** Longer than two of the client's regular syncs, in milliseconds. */
const CALM = 150_000;

/** A straggler's time, and that of a question, in milliseconds. */
const ASKED_WITHIN = 2_000;

/** One server, one browser with up to two tabs, and what happens between them by one seed. */
export class World {
  readonly dice: Dice;
  readonly server: ModelServer;
  tabs: readonly Tab[] = [];
  /** Two tabs have written to the cache. */
  hadTwoTabs = false;
  readonly #clock: FakeClock;
  readonly #vault: IndexedDbVault;
  readonly #locks = new ModelLocks();
  readonly #work: { count: number };
  #opened = 0;

  private constructor(seed: number, clock: FakeClock, vault: IndexedDbVault, work: { count: number }) {
    this.dice = new Dice(seed);
    this.#clock = clock;
    this.#vault = vault;
    this.#work = work;
    this.server = new ModelServer((push) => {
      for (const tab of this.tabs) tab.wire.tell(push);
    });
    const { server, dice } = this;
    server.found("c1", [ME, "ann", "bob"], dice.below(10));
    server.found("c2", [ME, "ann"], dice.isLucky(0.5) ? dice.between(100, 260) : dice.below(30));
    server.found("c3", ["ann", "bob"], dice.below(20));
  }

  /** Runs a seed; throws with the story when something is wrong. */
  static async run(seed: number): Promise<void> {
    const work = { count: 0 };
    const clock = new FakeClock(async () => {
      await settle();
      while (work.count > 0) {
        await new Promise((resolve) => setImmediate(resolve));
        await settle();
      }
    });
    const vault = await IndexedDbVault.open(`seed-${seed}`, clock.now);
    const story: string[] = [];
    try {
      await new World(seed, clock, vault, work).#run(story);
    } catch (fault) {
      throw new Error(`seed ${seed}: ${String(fault)}\n${story.slice(-25).join("\n")}`, { cause: fault });
    } finally {
      await vault.destroy();
    }
  }

  open(): void {
    const { server, dice } = this;
    const wire = new Wire(server, this.#clock, dice);
    const tab = new Tab({
      name: `tab${++this.#opened}`,
      wire,
      clock: this.#clock,
      dice,
      vault: this.#vault,
      locks: this.#locks,
      working: (by) => {
        this.#work.count += by;
      },
    });
    this.tabs = [...this.tabs, tab];
    this.hadTwoTabs ||= this.tabs.length > 1;
    void tab.start();
  }

  kill(tab: Tab): void {
    this.tabs = this.tabs.filter((one) => one !== tab);
    tab.die();
  }

  async #run(story: string[]): Promise<void> {
    this.open();
    for (let step = 0; step < STEPS; step++) {
      story.push(`${this.#clock.now() % 1_000_000} ${act(this)}`);
      await this.#clock.move(this.#pause());
      for (const tab of this.tabs) if (tab.wire.epoch === this.server.epoch) checkAlways(tab.messenger, this.server);
    }
    if (this.tabs.length === 0) this.open();
    for (const { wire } of this.tabs) {
      wire.isCalm = true;
      wire.isDown = false;
    }
    story.push("calm");
    await this.#clock.move(CALM);
    for (const { messenger } of this.tabs) {
      checkAlways(messenger, this.server);
      checkCalm(messenger, this.server);
      await checkOutbox(this.#vault, messenger);
      await checkCache(this.#vault, messenger, this.server);
    }
    await this.#loseOne(story);
    story.push("connected anew");
    for (const { wire } of this.tabs) wire.cut();
    await this.#clock.move(CALM);
    for (const { messenger } of this.tabs) checkCursors(messenger, this.server);
    for (const tab of this.tabs) this.kill(tab);
  }

  /** What gets lost is asked for as soon as something follows on it, not with the next sync. */
  async #loseOne(story: string[]): Promise<void> {
    const conversation = [...this.server.conversations.values()].find((one) => one.membership(ME) !== undefined);
    if (conversation === undefined) return;
    for (const { wire } of this.tabs) wire.losesNext = true;
    for (const userId of ["ann", "ann"]) this.server.say(conversation, userId, {});
    story.push(`${conversation.id} one of two lost, at ${conversation.version}`);
    await this.#clock.move(ASKED_WITHIN);
    for (const { messenger } of this.tabs) checkCalm(messenger, this.server);
  }

  /** Mostly a moment, so that much is under way at once; sometimes minutes. */
  #pause(): number {
    const kind = this.dice.next();
    if (kind < 0.5) return this.dice.below(50);
    if (kind < 0.85) return this.dice.below(600);
    return kind < 0.97 ? this.dice.below(4_000) : this.dice.below(70_000);
  }
}

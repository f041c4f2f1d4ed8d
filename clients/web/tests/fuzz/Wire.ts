import type { HubLink, OpenHubLink, PushHandlers } from "../../src/core/connection/HubLink.ts";
import type { Fetch } from "../../src/core/rest/Rest.ts";
import type { Reply, SyncResult } from "../../src/wire/index.ts";
import { type FakeClock, ME } from "../support.ts";
import { type Answer, answer, type Call } from "./answering.ts";
import type { Dice } from "./Dice.ts";
import type { ModelServer, Push } from "./ModelServer.ts";

interface OpenLink {
  push(push: Push): void;
  cut(): void;
}

/** A network between a client and the server that loses, doubles, delays and reorders what it may, and breaks. */
export class Wire {
  /** While it is calm nothing is lost and nobody is refused. */
  isCalm = false;
  isDown = false;
  /** The next thing that the server says gets lost. */
  losesNext = false;
  /** The server's epoch as this client has heard last. */
  epoch: number | undefined;
  readonly #links = new Set<OpenLink>();
  readonly #server: ModelServer;
  readonly #clock: FakeClock;
  readonly #dice: Dice;

  constructor(server: ModelServer, clock: FakeClock, dice: Dice) {
    this.#server = server;
    this.#clock = clock;
    this.#dice = dice;
  }

  /** The server says something: each link takes it in its own time, if at all. */
  tell(push: Push): void {
    if (this.losesNext) {
      this.losesNext = false;
      return;
    }
    for (const link of this.#links) {
      if (!this.isCalm && this.#dice.isLucky(0.12)) continue;
      const copies = !this.isCalm && this.#dice.isLucky(0.12) ? 2 : 1;
      for (let copy = 0; copy < copies; copy++) this.#later(() => link.push(push), this.#links, link);
    }
  }

  cut(): void {
    for (const link of [...this.#links]) link.cut();
  }

  readonly open: OpenHubLink = (pushes, closed) => {
    const asked = new Set<{ readonly lost: () => void; readonly reach: () => void }>();
    let [processedAt, answeredAt] = [0, 0];
    const link: OpenLink = {
      push: ({ name, push }) => (pushes[name] as PushHandlers[typeof name])(push as never),
      cut: () => {
        this.#links.delete(link);
        // What was on its way may still reach the server; its answer reaches nobody.
        for (const call of asked) {
          if (this.#dice.isLucky(0.5)) call.reach();
          call.lost();
        }
        asked.clear();
        closed();
      },
    };
    const hub: HubLink = {
      start: async () => {
        await this.#pause(this.#delay());
        if (this.isDown || (!this.isCalm && this.#dice.isLucky(0.2))) throw new Error("nobody is there");
        this.#links.add(link);
      },
      stop: async () => {
        if (this.#links.has(link)) link.cut();
      },
      call: (method, request) =>
        new Promise<Reply<never>>((resolve, reject) => {
          if (!this.#links.has(link)) {
            reject(new Error("no link"));
            return;
          }
          let reply: Answer | undefined;
          const call = {
            lost: () => reject(new Error("cut")),
            reach: () => {
              reply ??= this.#answer({ method, request } as Call);
            },
          };
          asked.add(call);
          // The calls of a link are worked off, and answered, one after the other.
          processedAt = Math.max(processedAt, this.#clock.now() + this.#delay());
          answeredAt = Math.max(answeredAt, processedAt + this.#delay());
          this.#clock.after(processedAt - this.#clock.now(), () => {
            if (asked.has(call)) call.reach();
          });
          this.#clock.after(answeredAt - this.#clock.now(), () => {
            if (!asked.delete(call)) return;
            if (method === "Sync" && reply !== undefined && "value" in reply) this.epoch = epochOf(reply.value);
            resolve(reply as Reply<never>);
          });
        }),
    };
    return hub;
  };

  readonly fetch: Fetch = async (path) => {
    await this.#pause(this.#delay());
    if (this.isDown || (!this.isCalm && this.#dice.isLucky(0.1))) throw new Error("nobody is there");
    const found = this.#get(path);
    await this.#pause(this.#delay());
    const body = found ?? { code: "not_a_member" };
    return {
      ok: found !== undefined,
      status: found === undefined ? 403 : 200,
      text: async () => JSON.stringify(body),
    } as Response;
  };

  #get(path: string): object | undefined {
    const [, id = "", what] = /^\/api\/v1\/conversations\/([^/?]+)(\/members)?/.exec(path) ?? [];
    if (id === "") return { users: [] };
    const conversation = this.#server.conversations.get(id);
    if (conversation?.membership(ME) === undefined) return undefined;
    if (what === undefined) return conversation.head();
    const members = conversation.present().flatMap((userId) => conversation.membership(userId)?.member ?? []);
    return { members: members.map((member) => conversation.withCursor(member)) };
  }

  #answer(call: Call): Answer {
    const asks = call.method === "Post" || call.method === "MarkRead";
    if (asks && !this.isCalm && this.#dice.isLucky(0.1)) {
      return { error: { code: "rate_limited", retryAfterMilliseconds: 700 } };
    }
    const reply = answer(this.#server, call);
    const isUnknown = call.method === "Post" && !this.isCalm && this.#dice.isLucky(0.1);
    return isUnknown ? { error: { code: "unavailable_retry" } } : reply;
  }

  #later(run: () => void, among: ReadonlySet<OpenLink>, link: OpenLink): void {
    this.#clock.after(this.#delay(), () => {
      if (among.has(link)) run();
    });
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => this.#clock.after(milliseconds, resolve));
  }

  /** Mostly short; sometimes so long that others overtake. */
  #delay(): number {
    return this.#dice.isLucky(this.isCalm ? 0 : 0.15) ? this.#dice.below(3_000) : this.#dice.below(60);
  }
}

const epochOf = (result: unknown): number => Number((result as SyncResult).serverEpoch);

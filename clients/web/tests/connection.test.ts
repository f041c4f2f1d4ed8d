import { expect, test } from "vitest";
import { Connection } from "../src/core/connection/Connection.ts";
import { NotSignedIn, type PushHandlers } from "../src/core/connection/HubLink.ts";
import { Unknown } from "../src/core/outcome.ts";
import type { Surroundings } from "../src/core/ports.ts";
import { FakeClock, fakeChance } from "./support.ts";

const nothing = () => undefined;
const pushes: PushHandlers = {
  Changed: nothing,
  ReadChanged: nothing,
  PersonalChanged: nothing,
  Typing: nothing,
  PresenceChanged: nothing,
  Resync: nothing,
  SessionEnded: nothing,
};

function begin(start: () => Promise<void>) {
  const clock = new FakeClock();
  const state = { tries: 0, ended: 0, online: true, close: nothing as () => void, back: nothing as () => void };
  const surroundings: Surroundings = {
    online: () => state.online,
    visible: () => true,
    lastActed: () => 0,
    onReturn: (run) => {
      state.back = run;
      return nothing;
    },
    onLeave: () => nothing,
  };
  const connection = new Connection(
    (_pushes, closed) => {
      state.tries++;
      state.close = closed;
      return { start, stop: async () => closed(), call: async () => ({ error: { code: "not_a_member" } }) };
    },
    pushes,
    () => state.ended++,
    { clock, chance: fakeChance(() => 0.999), surroundings },
  );
  return { clock, connection, state };
}

test("a host that is away is tried again for ever, at least every thirty seconds", async () => {
  const { clock, connection, state } = begin(() => Promise.reject(new Error("refused")));
  connection.start();
  await clock.move(3_600_000);
  expect(state.tries).toBeGreaterThan(115);
  expect(connection.store.getState().status).toBe("waiting");
});

test("the network's return and a lost connection are tried at once or soon", async () => {
  let up = false;
  const { clock, connection, state } = begin(() => (up ? Promise.resolve() : Promise.reject(new Error("refused"))));
  connection.start();
  await clock.move(120_000);
  const tries = state.tries;
  up = true;
  state.back();
  await clock.move(0);
  expect(state.tries).toBe(tries + 1);
  expect(connection.connected).toBe(true);
  state.close();
  expect(connection.store.getState()).toMatchObject({ status: "waiting", downSince: clock.now() });
  await clock.move(1_000);
  expect(connection.connected).toBe(true);
});

test("a server that knows no session is not asked again", async () => {
  const { clock, connection, state } = begin(() => Promise.reject(new NotSignedIn()));
  connection.start();
  await clock.move(600_000);
  expect(state).toMatchObject({ tries: 1, ended: 1 });
  expect(connection.store.getState().status).toBe("stopped");
});

test("a refusal is a value; without a connection the outcome is unknown", async () => {
  const { clock, connection } = begin(() => Promise.resolve());
  await expect(connection.call("Sync", {})).rejects.toBeInstanceOf(Unknown);
  connection.start();
  await clock.move(0);
  expect(await connection.call("Sync", {})).toEqual({ ok: false, refusal: { code: "not_a_member" } });
});

import { openDB } from "idb";
import type { LastUser } from "../core/session/SessionKeeper.ts";

const STORE = "lastUser";

const database = () =>
  openDB("messenger", 1, {
    upgrade: (db) => {
      db.createObjectStore(STORE);
    },
  });

/** Who used this browser last. */
export const lastUser: LastUser = {
  read: async () => (await database()).get(STORE, "user"),
  write: async (signedIn) => {
    await (await database()).put(STORE, signedIn, "user");
  },
  forget: async () => {
    await (await database()).delete(STORE, "user");
  },
};

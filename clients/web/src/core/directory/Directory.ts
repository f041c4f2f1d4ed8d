import { createStore } from "zustand/vanilla";
import type { User, UserPage } from "../../wire/index.ts";
import { type Outcome, Unknown } from "../outcome.ts";
import type { Cancel, Clock } from "../ports.ts";

export interface DirectoryState {
  /** By id, each under the name that this user has for him. */
  readonly users: ReadonlyMap<string, User>;
}

/** Users of one request for ids. */
const BATCH = 200;

/** The colleagues whom this client has met. Names that are needed are asked for together, once a session. */
export class Directory {
  readonly store = createStore<DirectoryState>(() => ({ users: new Map() }));
  readonly #byIds: (ids: readonly string[]) => Promise<Outcome<UserPage>>;
  readonly #clock: Clock;
  readonly #changed: (users: readonly User[]) => void;
  /** As the server has them. */
  readonly #users = new Map<string, User>();
  #aliases: ReadonlyMap<string, string> = new Map();
  readonly #asked = new Set<string>();
  readonly #wanted = new Set<string>();
  #timer: Cancel | undefined;

  constructor(
    byIds: (ids: readonly string[]) => Promise<Outcome<UserPage>>,
    clock: Clock,
    changed: (users: readonly User[]) => void,
  ) {
    this.#byIds = byIds;
    this.#clock = clock;
    this.#changed = changed;
  }

  /** What the cache knew; it is shown until the server has said more. */
  putCached(users: readonly User[]): void {
    this.#put(users);
  }

  put(users: readonly User[]): void {
    for (const user of users) this.#asked.add(user.id);
    this.#put(users);
    this.#changed(users);
  }

  /** These are the user's own names for colleagues: they are shown in place of those that everybody sees. */
  setAliases(aliases: ReadonlyMap<string, string>): void {
    const changed = new Set([...this.#aliases.keys(), ...aliases.keys()]);
    for (const id of changed) if (this.#aliases.get(id) === aliases.get(id)) changed.delete(id);
    this.#aliases = aliases;
    if (changed.size > 0) this.#show([...changed].flatMap((id) => this.#users.get(id) ?? []));
  }

  /** The name that everybody sees. */
  ownName(id: string): string | undefined {
    return this.#users.get(id)?.displayName;
  }

  /** These users are about to be shown. */
  need(ids: Iterable<string>): void {
    for (const id of ids) if (!this.#asked.has(id)) this.#wanted.add(id);
    if (this.#wanted.size > 0) this.#timer ??= this.#clock.after(30, () => void this.#ask());
  }

  clear(): void {
    this.#timer?.();
    this.#timer = undefined;
    this.#asked.clear();
    this.#wanted.clear();
    this.#users.clear();
    this.store.setState({ users: new Map() });
  }

  #put(users: readonly User[]): void {
    for (const user of users) this.#users.set(user.id, user);
    this.#show(users);
  }

  #show(users: readonly User[]): void {
    const next = new Map(this.store.getState().users);
    for (const user of users) {
      const alias = this.#aliases.get(user.id);
      next.set(user.id, alias === undefined ? user : { ...user, displayName: alias });
    }
    this.store.setState({ users: next });
  }

  async #ask(): Promise<void> {
    this.#timer = undefined;
    const ids = [...this.#wanted].slice(0, BATCH);
    for (const id of ids) {
      this.#wanted.delete(id);
      this.#asked.add(id);
    }
    try {
      const page = await this.#byIds(ids);
      if (page.ok) this.put(page.value.users);
      else for (const id of ids) this.#asked.delete(id);
    } catch (fault) {
      if (!(fault instanceof Unknown)) throw fault;
      for (const id of ids) this.#asked.delete(id);
    }
    if (this.#wanted.size > 0) this.need([]);
  }
}

import { createStore } from "zustand/vanilla";
import type { Failure } from "../outbox/OutboxRow.ts";
import { type Outcome, Unknown } from "../outcome.ts";

/** A page of what was found. It may be empty, and more may follow all the same. */
export interface FoundPage<Item> {
  readonly items: readonly Item[];
  readonly next?: string | undefined;
  /** Something is not searched yet. */
  readonly incomplete?: boolean | undefined;
}

export type FinderProgress =
  | { readonly state: "done" }
  | { readonly state: "asking" }
  | { readonly state: "failed"; readonly failure: Failure | "unknown" };

export interface FinderState<Request, Item> {
  /** What is searched for; undefined while nothing is. */
  readonly wanted: Request | undefined;
  /** What was found. While the first page is asked for, this is still the answer to the request before. */
  readonly found: FoundPage<Item> | undefined;
  readonly progress: FinderProgress;
}

/** After a page without an item so many more are asked for; then the user says whether to go on. */
const EMPTY_PAGES = 5;

/** Searches while somebody types: what was found stays until the next answer, and the answer to an earlier request never replaces a later one. */
export class Finder<Request extends object | string, Item> {
  readonly store = createStore<FinderState<Request, Item>>(() => nothing);
  readonly #ask: (request: Request, cursor: string | undefined) => Promise<Outcome<FoundPage<Item>>>;
  readonly #keyOf: (item: Item) => string;
  /** Counts what was begun; whoever is not the latest any more says nothing. */
  #turn = 0;

  constructor(
    ask: (request: Request, cursor: string | undefined) => Promise<Outcome<FoundPage<Item>>>,
    keyOf: (item: Item) => string,
  ) {
    this.#ask = ask;
    this.#keyOf = keyOf;
  }

  /**
   * Begins a screen: what answers another request than its own is not for it. Whoever comes `back` gets what he left, as he left it; anybody else gets
   * it until it is asked for anew.
   */
  open(request: Request | undefined, back: boolean): void {
    const same = JSON.stringify(request) === JSON.stringify(this.store.getState().wanted);
    if (!same) this.clear();
    if (!same || !back) this.search(request);
  }

  search(request: Request | undefined): void {
    if (request === undefined) {
      this.clear();
      return;
    }
    this.store.setState({ wanted: request });
    void this.#pages(request, undefined);
  }

  /** Asks once more for what is wanted. */
  again(): void {
    const { wanted } = this.store.getState();
    if (wanted !== undefined) void this.#pages(wanted, undefined);
  }

  /** Asks for the next page. */
  more(): void {
    const { wanted, found, progress } = this.store.getState();
    if (progress.state !== "asking" && wanted !== undefined && found?.next !== undefined) {
      void this.#pages(wanted, found);
    }
  }

  /** Asks again for what could not be had. */
  retry(): void {
    const { wanted, found, progress } = this.store.getState();
    if (progress.state === "failed" && wanted !== undefined) void this.#pages(wanted, found);
  }

  clear(): void {
    this.#turn++;
    this.store.setState(nothing);
  }

  /** Asks for the pages after what is held. */
  async #pages(wanted: Request, held: FoundPage<Item> | undefined): Promise<void> {
    const turn = ++this.#turn;
    this.store.setState({ progress: { state: "asking" } });
    let found = held;
    for (let asked = 0; asked <= EMPTY_PAGES; asked++) {
      const page = await this.#page(wanted, found?.next);
      if (turn !== this.#turn) return;
      if (typeof page === "string") {
        this.store.setState({ found, progress: { state: "failed", failure: page } });
        return;
      }
      found = { ...page, items: this.#together(found?.items ?? [], page.items) };
      if (page.items.length > 0 || page.next === undefined) break;
    }
    this.store.setState({ found, progress: { state: "done" } });
  }

  async #page(wanted: Request, cursor: string | undefined): Promise<FoundPage<Item> | Failure | "unknown"> {
    try {
      const page = await this.#ask(wanted, cursor);
      return page.ok ? page.value : page.refusal.code;
    } catch (fault) {
      if (!(fault instanceof Unknown)) throw fault;
      return "unknown";
    }
  }

  /** An order in which something new may come first can bring an item twice. */
  #together(held: readonly Item[], items: readonly Item[]): readonly Item[] {
    const keys = new Set(held.map(this.#keyOf));
    return [...held, ...items.filter((item) => !keys.has(this.#keyOf(item)))];
  }
}

const nothing: FinderState<never, never> = { wanted: undefined, found: undefined, progress: { state: "done" } };

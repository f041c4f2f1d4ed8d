import { fold } from "./fold.ts";
import { type Fit, NameKey, RANK, type Range, type Rank } from "./NameKey.ts";
import type { Readings } from "./Readings.ts";
import { countHan, type Reading, startsUnit } from "./units.ts";

/** Somebody or something that is looked for by its names. */
export interface Named {
  readonly id: string;
  /** The one that is shown first: display name, alias, user name. */
  readonly names: readonly string[];
  /** What is said of it besides, such as a title: found by the beginnings of words, after all names. */
  readonly about?: readonly string[];
  /** How the server says that one of the names is read: syllables apart by spaces. */
  readonly spoken?: { readonly name: string; readonly syllables: string };
}

export interface Hit {
  readonly id: string;
  /** The name that fits, or what is said of it. */
  readonly name: string;
  /** Where in that name, to be marked. */
  readonly ranges: readonly Range[];
  /** The smaller, the better. */
  readonly rank: Rank;
}

interface Entry {
  readonly named: Named;
  /** Folded, when somebody first looks for something. */
  about: readonly string[] | undefined;
  /** Made when somebody first looks for something, and anew when more is known of how it is read. */
  keys: readonly NameKey[] | undefined;
  /** So many answers were in when the keys were made; undefined when they need no more. */
  answers: number | undefined;
}

/** Longer questions are cut: no name is longer. */
const QUERY_MAX = 64;

/** Names, ready to be looked for with every key. */
export class NameIndex {
  readonly #readings: Readings;
  readonly #entries = new Map<string, Entry>();

  constructor(readings: Readings) {
    this.#readings = readings;
  }

  put(named: Iterable<Named>): void {
    for (const one of named) {
      this.#entries.set(one.id, { named: one, about: undefined, keys: undefined, answers: undefined });
      for (const name of one.names) this.#readings.want(name);
    }
  }

  clear(): void {
    this.#entries.clear();
  }

  /** The best first, the shorter name before the longer, else in the order in which they were put. Nothing for an empty question. */
  find(query: string, among?: ReadonlySet<string> | undefined, limit = Number.POSITIVE_INFINITY): readonly Hit[] {
    const term = fold(query.slice(0, QUERY_MAX)).text.trim();
    if (term === "") return [];
    const terms = term.split(" ");
    const hits: Hit[] = [];
    for (const entry of this.#among(among)) {
      const hit = this.#best(entry, term) ?? (terms.length > 1 ? this.#all(entry, terms) : undefined);
      if (hit !== undefined) hits.push(hit);
    }
    hits.sort((a, b) => a.rank - b.rank || a.name.length - b.name.length);
    return hits.slice(0, limit);
  }

  /** Makes the keys of which all is known, so that the first question need not wait for them. */
  prepare(): void {
    for (const entry of this.#entries.values()) {
      const missing = entry.keys === undefined || entry.answers !== undefined;
      if (missing && this.#knows(entry.named)) this.#keys(entry);
    }
  }

  readonly #knows = ({ names }: Named): boolean => names.every((name) => this.#readings.knows(name));

  *#among(ids: ReadonlySet<string> | undefined): Iterable<Entry> {
    if (ids === undefined) {
      yield* this.#entries.values();
      return;
    }
    for (const id of ids) {
      const entry = this.#entries.get(id);
      if (entry !== undefined) yield entry;
    }
  }

  #best(entry: Entry, term: string): Hit | undefined {
    let best: (Fit & { readonly name: string }) | undefined;
    for (const key of this.#keys(entry)) {
      const fit = key.fit(term);
      if (fit !== undefined && (best === undefined || fit.rank < best.rank)) best = { ...fit, name: key.name };
    }
    if (best !== undefined) return { id: entry.named.id, ...best };
    entry.about ??= (entry.named.about ?? []).map((text) => fold(text).text);
    const about = entry.named.about?.[entry.about.findIndex((text) => beginsWord(text, term))];
    return about === undefined ? undefined : { id: entry.named.id, name: about, ranges: [], rank: RANK.about };
  }

  /** Several words fit in any order, each somewhere. */
  #all(entry: Entry, terms: readonly string[]): Hit | undefined {
    const found: Hit[] = [];
    for (const term of terms) {
      const hit = this.#best(entry, term);
      if (hit === undefined) return undefined;
      found.push(hit);
    }
    const worst = found.reduce((a, b) => (b.rank > a.rank ? b : a));
    const ranges = found.flatMap((hit) => (hit.name === worst.name ? hit.ranges : []));
    return { ...worst, ranges: merged(ranges) };
  }

  #keys(entry: Entry): readonly NameKey[] {
    const { named, keys, answers } = entry;
    const answered = this.#readings.store.getState().answers;
    if (keys !== undefined && (answers === undefined || answers === answered)) return keys;
    const made = named.names.map((name) => new NameKey(name, this.#reading(named, name)));
    entry.keys = made;
    entry.answers = this.#knows(named) ? undefined : answered;
    return made;
  }

  /** What the server says comes first: it knows what people say of their names themselves. */
  #reading({ spoken }: Named, name: string): Reading | undefined {
    const known = this.#readings.of(name);
    if (spoken?.name !== name) return known;
    const said = spoken.syllables.split(" ");
    if (said.length !== countHan(name)) return known;
    return said.map((syllable, place) => [syllable, ...(known?.[place] ?? [])]);
  }
}

function beginsWord(text: string, term: string): boolean {
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) if (startsUnit(text, at)) return true;
  return false;
}

function merged(ranges: readonly Range[]): readonly Range[] {
  const result: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

import type { Marked } from "../../core/names/marked.ts";
import type { Hit } from "../../core/names/NameIndex.ts";
import { RANK } from "../../core/names/NameKey.ts";
import type { ConversationHead, User } from "../../wire/index.ts";
import { aboutPerson } from "../Directory/people.model.ts";
import type { Command } from "./commands.ts";

export type Entry = { readonly key: string; readonly title: Marked; readonly rank: number } & (
  | { readonly kind: "group"; readonly head: ConversationHead }
  /** `head`: of the conversation that one has with him already. */
  | {
      readonly kind: "person";
      readonly user: User;
      readonly about: Marked;
      readonly head: ConversationHead | undefined;
    }
  | { readonly kind: "command"; readonly command: Command }
);

export interface Section {
  readonly title: `switcher.${"unread" | "recent" | "people" | "groups" | "commands"}`;
  readonly entries: readonly Entry[];
}

/** What the switcher knows of, by id. */
export interface Known {
  readonly me: string;
  readonly users: ReadonlyMap<string, User>;
  /** By activity, the latest first. */
  readonly heads: readonly ConversationHead[];
}

/** So many entries of one section are shown; further ones are found by a longer text. */
const SHOWN = { unread: 6, recent: 7, people: 8, groups: 8, commands: 6 };

const plain = (text: string): Marked => ({ text, ranges: [] });

/** What is looked for most often when nothing is typed: what is unread, and where one was last. */
export function startSections(known: Known, open: string | undefined, commands: readonly Command[]): Section[] {
  const others = known.heads.filter(({ conversation }) => conversation.id !== open);
  const entries = (heads: readonly ConversationHead[]) => heads.flatMap((head) => headEntry(head, known) ?? []);
  const unread = others.filter((head) => head.unread > 0).slice(0, SHOWN.unread);
  const recent = others.filter((head) => !unread.includes(head)).slice(0, SHOWN.recent);
  return filled([
    { title: "switcher.unread", entries: entries(unread) },
    { title: "switcher.recent", entries: entries(recent) },
    { title: "switcher.commands", entries: commands.map((command) => commandEntry(command, undefined)) },
  ]);
}

interface Found {
  readonly people: readonly Hit[];
  /** Found by the server alone, by what this client does not know of them. */
  readonly others: readonly string[];
  readonly groups: readonly Hit[];
  readonly commands: readonly Hit[];
}

/** What was found, under headings; the one with the best hit comes first, and in it who was heard last of those that fit alike. */
export function foundSections(found: Found, known: Known, commands: readonly Command[]): Section[] {
  const direct = new Map(
    known.heads.flatMap((head) => (head.peerId === undefined ? [] : [[head.peerId, head] as const])),
  );
  const heads = new Map(known.heads.map((head) => [head.conversation.id, head]));
  const hits = new Set(found.people.map(({ id }) => id));
  const others = found.others
    .filter((id) => !hits.has(id))
    .map((id) => ({ id, rank: RANK.about, name: "", ranges: [] }));
  const people = [...found.people, ...others].flatMap((hit) => {
    const user = known.users.get(hit.id);
    const head = direct.get(hit.id);
    const isShown = user !== undefined && user.id !== known.me && (user.deactivated !== true || head !== undefined);
    return isShown ? [personEntry(user, head, hit)] : [];
  });
  const groups = found.groups.flatMap((hit) => {
    const head = heads.get(hit.id);
    return head === undefined ? [] : [groupEntry(head, hit)];
  });
  const acts = found.commands.flatMap((hit) => {
    const command = commands.find(({ id }) => id === hit.id);
    return command === undefined ? [] : [commandEntry(command, hit)];
  });
  const sections: Section[] = [
    { title: "switcher.people", entries: latestOf(people).slice(0, SHOWN.people) },
    { title: "switcher.groups", entries: latestOf(groups).slice(0, SHOWN.groups) },
    { title: "switcher.commands", entries: acts.slice(0, SHOWN.commands) },
  ];
  return filled(sections).sort((a, b) => bestOf(a) - bestOf(b));
}

const filled = (sections: readonly Section[]): Section[] => sections.filter(({ entries }) => entries.length > 0);

const bestOf = ({ entries }: Section): number => entries[0]?.rank ?? RANK.about;

function latestOf(entries: readonly Entry[]): readonly Entry[] {
  const activity = (entry: Entry) =>
    entry.kind === "command" || entry.head === undefined ? 0 : Date.parse(entry.head.activeAt);
  const timed = entries.map((entry) => ({ entry, at: activity(entry) }));
  return timed.sort((a, b) => a.entry.rank - b.entry.rank || b.at - a.at).map(({ entry }) => entry);
}

function headEntry(head: ConversationHead, { users }: Known): Entry | undefined {
  if (head.peerId === undefined) return groupEntry(head, undefined);
  const user = users.get(head.peerId);
  return user === undefined ? undefined : personEntry(user, head, undefined);
}

function groupEntry(head: ConversationHead, hit: Hit | undefined): Entry {
  const title = { text: head.conversation.title ?? "…", ranges: hit?.ranges ?? [] };
  return { kind: "group", key: head.conversation.id, head, title, rank: hit?.rank ?? 0 };
}

/** Whoever was found by another name than the one that is shown, shows that name too. */
function personEntry(user: User, head: ConversationHead | undefined, hit: Hit | undefined): Entry {
  const isShown = hit === undefined || hit.name === user.displayName;
  const title = { text: user.displayName, ranges: isShown ? (hit?.ranges ?? []) : [] };
  const about = isShown || hit.ranges.length === 0 ? plain(aboutPerson(user)) : { text: hit.name, ranges: hit.ranges };
  return { kind: "person", key: user.id, user, head, title, about, rank: hit?.rank ?? 0 };
}

function commandEntry(command: Command, hit: Hit | undefined): Entry {
  const title = { text: command.title, ranges: hit?.ranges ?? [] };
  return { kind: "command", key: command.id, command, title, rank: hit?.rank ?? 0 };
}

/** The place of an entry after a key: arrows go round, Home and End to the ends; undefined for other keys. */
export function movedTo(key: string, from: number, count: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case "ArrowDown":
      return (from + 1) % count;
    case "ArrowUp":
      return (from - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}

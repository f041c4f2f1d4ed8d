import type { FileHit, FileKind, Fragment, SearchFiles, SearchMessages } from "../../wire/index.ts";
import { piecesOf } from "../Messages/mentions.model.ts";

export const SEARCH_TABS = ["messages", "files", "conversations", "people"] as const;
export type SearchTab = (typeof SEARCH_TABS)[number];

export const FILE_KINDS = ["image", "video", "audio", "document"] as const satisfies readonly FileKind[];

/** What is searched for, as the page's address says it. */
export interface SearchAddress {
  readonly tab: SearchTab;
  /** As typed. */
  readonly text: string;
  readonly conversationId: string | undefined;
  readonly senderId: string | undefined;
  /** The first day and the last, as fields for dates have them, of the reader's time. */
  readonly since: string | undefined;
  readonly until: string | undefined;
  readonly hasLink: boolean;
  readonly mentionsMe: boolean;
  readonly best: boolean;
  /** Of files. */
  readonly kind: FileKind | undefined;
}

export const SEARCH_PATH = "/search";

/** UTF-16 code units, as the server has it. */
export const LONGEST_QUERY = 200;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads the part of an address behind the path. What is not valid in it is taken for absent. */
export function readAddress(tail: string): SearchAddress {
  const [search = "", ...hash] = tail.split("#");
  const filters = new URLSearchParams(search);
  const valid = (name: string, form: RegExp) => {
    const value = filters.get(name) ?? "";
    return form.test(value) ? value : undefined;
  };
  return {
    tab: tabOf(filters.get("tab")),
    text: new URLSearchParams(hash.join("#")).get("q") ?? "",
    conversationId: valid("in", ID),
    senderId: valid("from", ID),
    since: valid("since", DAY),
    until: valid("until", DAY),
    hasLink: filters.has("link"),
    mentionsMe: filters.has("me"),
    best: filters.get("order") === "best",
    kind: kindOf(filters.get("kind")),
  };
}

/** The address of a search. The text stands behind the `#`, which no browser sends: what people look for is in no log of addresses. */
export function addressOf(search: Partial<SearchAddress>): string {
  const filters = new URLSearchParams();
  if (search.tab !== undefined && search.tab !== "messages") filters.set("tab", search.tab);
  if (search.conversationId !== undefined) filters.set("in", search.conversationId);
  if (search.senderId !== undefined) filters.set("from", search.senderId);
  if (search.since !== undefined) filters.set("since", search.since);
  if (search.until !== undefined) filters.set("until", search.until);
  if (search.hasLink === true) filters.set("link", "1");
  if (search.mentionsMe === true) filters.set("me", "1");
  if (search.best === true) filters.set("order", "best");
  if (search.kind !== undefined) filters.set("kind", search.kind);
  const query = filters.size === 0 ? "" : `?${filters}`;
  const text = search.text === undefined || search.text === "" ? "" : `#${new URLSearchParams({ q: search.text })}`;
  return SEARCH_PATH + query + text;
}

export const tabOf = (value: string | null): SearchTab => SEARCH_TABS.find((tab) => tab === value) ?? "messages";

export const kindOf = (value: string | null): FileKind | undefined => FILE_KINDS.find((kind) => kind === value);

/** What the server is asked for; undefined while neither a word nor a filter is given. */
export function requestOf(search: SearchAddress): SearchMessages | undefined {
  const text = search.text.trim();
  const [since, until] = inOrder(search.since, search.until);
  const after = since === undefined ? undefined : startOf(since, 0);
  const before = until === undefined ? undefined : startOf(until, 1);
  const wanted: SearchMessages = {
    ...(text === "" ? {} : { text }),
    ...(search.conversationId === undefined ? {} : { conversationId: search.conversationId }),
    ...(search.senderId === undefined ? {} : { senderId: search.senderId }),
    ...(after === undefined ? {} : { after }),
    ...(before === undefined ? {} : { before }),
    ...(search.hasLink ? { hasLink: true } : {}),
    ...(search.mentionsMe ? { mentionsMe: true } : {}),
  };
  if (Object.keys(wanted).length === 0) return undefined;
  return search.best ? { ...wanted, order: "best" } : wanted;
}

/** What the server is asked for of files; undefined while no word is given. */
export function fileRequestOf({ text, conversationId, senderId, kind }: SearchAddress): SearchFiles | undefined {
  if (text.trim() === "") return undefined;
  return {
    text: text.trim(),
    ...(conversationId === undefined ? {} : { conversationId }),
    ...(senderId === undefined ? {} : { senderId }),
    ...(kind === undefined ? {} : { kind }),
  };
}

export const fileKeyOf = ({ conversationId, file: { seq, attachment } }: FileHit): string =>
  `${conversationId}/${seq}/${attachment.fileId}`;

/** Whoever gives the later day first means the same days. */
function inOrder(since: string | undefined, until: string | undefined): readonly (string | undefined)[] {
  return since !== undefined && until !== undefined && since > until ? [until, since] : [since, until];
}

/** The instant (UTC) at which a day of the reader's time begins, or one so many days later; undefined if there is no such day. */
function startOf(day: string, later: number): string | undefined {
  const start = new Date(`${day}T00:00`);
  if (Number.isNaN(start.getTime())) return undefined;
  start.setDate(start.getDate() + later);
  return start.toISOString();
}

/**
 * The excerpt of a hit in pieces. A mention is one of them, whole, also where what was searched for cuts it apart; what the ends of the excerpt have left
 * of one is dropped.
 */
export function excerptOf(excerpt: readonly Fragment[]): readonly Fragment[] {
  const whole = withoutRests(excerpt);
  const pieces: Fragment[] = [];
  let at = 0;
  for (const piece of piecesOf(whole.map(({ text }) => text).join(""))) {
    const text = typeof piece === "string" ? piece : `<@${"userId" in piece ? piece.userId : piece.everyone}>`;
    const inside = between(whole, at, at + text.length);
    if (typeof piece === "string") pieces.push(...inside);
    else pieces.push({ text, isMatch: inside.some(({ isMatch }) => isMatch) });
    at += text.length;
  }
  return pieces;
}

const ELLIPSIS = "…";

function withoutRests(excerpt: readonly Fragment[]): readonly Fragment[] {
  const isCut = [excerpt[0]?.text === ELLIPSIS, excerpt.at(-1)?.text === ELLIPSIS];
  return excerpt.map(({ text, ...more }, index) => {
    const begun = isCut[0] === true && index === 1 ? text.replace(/^@?[0-9a-f-]{0,36}>/, "") : text;
    const ended = isCut[1] === true && index === excerpt.length - 2 ? begun.replace(/<(@[0-9a-z-]*)?$/, "") : begun;
    return { ...more, text: ended };
  });
}

/** What the pieces have between two places of the text that they are together. */
function between(pieces: readonly Fragment[], from: number, to: number): readonly Fragment[] {
  let at = 0;
  return pieces.flatMap(({ text, isMatch }) => {
    const start = at;
    at += text.length;
    const part = text.slice(Math.max(0, from - start), Math.max(0, to - start));
    return part === "" ? [] : [{ text: part, isMatch: isMatch === true }];
  });
}

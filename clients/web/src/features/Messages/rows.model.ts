import { countsAsUnread, isInMain } from "../../core/conversations/head.ts";
import type { OutboxRow } from "../../core/outbox/OutboxRow.ts";
import type { Message } from "../../wire/index.ts";

/** What the log shows, from top to bottom. The key of a row never changes, also not when its message is acknowledged. */
export type Row =
  | { readonly kind: "day"; readonly key: string; readonly day: number }
  | { readonly kind: "unread"; readonly key: string }
  | { readonly kind: "system"; readonly key: string; readonly message: Message }
  | { readonly kind: "message"; readonly key: string; readonly message: Message; readonly startsGroup: boolean }
  | { readonly kind: "pending"; readonly key: string; readonly pending: OutboxRow; readonly startsGroup: boolean };

/** Messages of one sender within this time are one group, in milliseconds. */
const GROUP_WITHIN = 5 * 60_000;

export interface RowsInput {
  readonly run: readonly Message[];
  readonly outbox: readonly OutboxRow[];
  readonly me: string;
  /** The last seq that was read when the conversation was opened; the divider comes after it. */
  readonly dividerAfter: number | undefined;
  /** What the user has deleted for himself: it stays in the run, and is not shown. */
  readonly hidden?: ((seq: number) => boolean) | undefined;
  /** The day of a time in the reader's zone, as a number that differs from day to day. */
  readonly dayOf: (milliseconds: number) => number;
}

/** Rows of a run of the log and of the messages on their way, which come after every seq, in the order typed. */
export function buildRows({ run, outbox, me, dividerAfter, hidden, dayOf }: RowsInput): readonly Row[] {
  const rows: Row[] = [];
  let day: number | undefined;
  let last: { readonly sender: string; readonly at: number } | undefined;
  let divided = dividerAfter === undefined;

  const begin = (at: number, name: string) => {
    const today = dayOf(at);
    if (today === day) return;
    day = today;
    last = undefined;
    rows.push({ kind: "day", key: `day ${name}`, day: at });
  };
  const startsGroup = (sender: string, at: number) => {
    const starts = last === undefined || last.sender !== sender || at - last.at > GROUP_WITHIN;
    last = { sender, at };
    return starts;
  };

  for (const message of run) {
    if (!isInMain(message) || hidden?.(message.seq) === true) continue;
    const { at, day: itsDay } = timeOf(message, dayOf);
    if (itsDay !== day) begin(at, String(message.seq));
    if (!divided && message.seq > (dividerAfter ?? 0) && countsAsUnread(message, me)) {
      divided = true;
      last = undefined;
      rows.push({ kind: "unread", key: "unread" });
    }
    if (message.kind === "system") {
      last = undefined;
      rows.push(rowOf(message, me, false));
    } else {
      rows.push(rowOf(message, me, startsGroup(message.senderId, at)));
    }
  }

  const held = new Set(outbox.length === 0 ? [] : run.map(({ clientMessageId }) => clientMessageId));
  for (const pending of outbox) {
    if (held.has(pending.clientMessageId)) continue;
    if (pending.threadSeq !== undefined && pending.alsoInMain !== true) continue; // The thread shows it.
    begin(pending.queuedAt, pending.clientMessageId);
    rows.push({
      kind: "pending",
      key: pending.clientMessageId,
      pending,
      startsGroup: startsGroup(me, pending.queuedAt),
    });
  }
  return rows;
}

const shownRows = new WeakMap<Message, Row>();

/** The same object as long as nothing of it changed: a row that is the same is not painted anew. */
function rowOf(message: Message, me: string, startsGroup: boolean): Row {
  const held = shownRows.get(message);
  if (held?.kind === "system" || (held?.kind === "message" && held.startsGroup === startsGroup)) return held;
  const row: Row =
    message.kind === "system"
      ? { kind: "system", key: `seq ${message.seq}`, message }
      : { kind: "message", key: keyOf(message, me), message, startsGroup };
  shownRows.set(message, row);
  return row;
}

interface MessageTime {
  readonly at: number;
  readonly day: number;
  readonly dayOf: RowsInput["dayOf"];
}

/** A long log is gone through with each change of it, and the time of a message is read only once. */
const times = new WeakMap<Message, MessageTime>();

function timeOf(message: Message, dayOf: RowsInput["dayOf"]): MessageTime {
  const known = times.get(message);
  if (known?.dayOf === dayOf) return known;
  const at = Date.parse(message.postedAt);
  const read = { at, day: dayOf(at), dayOf };
  times.set(message, read);
  return read;
}

const keyOf = (message: Message, me: string): string =>
  message.senderId === me && message.clientMessageId !== undefined ? message.clientMessageId : `seq ${message.seq}`;

export const seqOf = (row: Row | undefined): number | undefined =>
  row?.kind === "message" || row?.kind === "system" ? row.message.seq : undefined;

/** The day that a row belongs to: that of the separator above it. */
export function dayAt(rows: readonly Row[], index: number): number | undefined {
  for (let above = index; above >= 0; above--) {
    const row = rows[above];
    if (row?.kind === "day") return row.day;
  }
  return undefined;
}

/** One update of the virtual list. */
export interface ListStep {
  readonly rows: readonly Row[];
  /** The first and the last seq of the run that is shown; 0 when there is none. */
  readonly first: number;
  readonly last: number;
  /** Rows came or went at the top: the list must keep the row under the eye, counting from its end. */
  readonly shift: boolean;
  /** Changes when the rows have nothing to do with those before: the list begins anew. */
  readonly list: number;
}

/**
 * How the list gets from what it shows to the rows of a run. When rows came at both ends, only those at the top are given first,
 * because a list that shifts takes every new row for one at the top. The caller then asks again.
 */
export function nextStep(before: ListStep | undefined, run: readonly Message[], rows: readonly Row[]): ListStep {
  const first = run[0]?.seq ?? 0;
  const last = run.at(-1)?.seq ?? 0;
  if (before === undefined) return { rows, first, last, shift: false, list: 0 };
  const { list } = before;
  if (before.last === 0 || last === 0) return { rows, first, last, shift: false, list };
  if (first > before.last + 1 || last < before.first - 1) return { rows, first, last, shift: false, list: list + 1 };
  if (first === before.first) return { rows, first, last, shift: false, list };
  const kept = rows.findIndex((row) => row.key === before.rows.at(-1)?.key);
  return { rows: kept === -1 ? rows : rows.slice(0, kept + 1), first, last, shift: true, list };
}

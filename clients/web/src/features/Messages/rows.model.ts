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
  /** The day of a time in the reader's zone, as a number that differs from day to day. */
  readonly dayOf: (milliseconds: number) => number;
}

/** Rows of a run of the log and of the messages on their way, which come after every seq, in the order typed. */
export function buildRows({ run, outbox, me, dividerAfter, dayOf }: RowsInput): readonly Row[] {
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
    const at = Date.parse(message.postedAt);
    begin(at, String(message.seq));
    if (!divided && message.seq > (dividerAfter ?? 0) && message.kind === "text" && message.senderId !== me) {
      divided = true;
      last = undefined;
      rows.push({ kind: "unread", key: "unread" });
    }
    if (message.kind === "system") {
      last = undefined;
      rows.push({ kind: "system", key: `seq ${message.seq}`, message });
    } else {
      rows.push({ kind: "message", key: keyOf(message, me), message, startsGroup: startsGroup(message.senderId, at) });
    }
  }

  const held = new Set(run.flatMap((message) => (message.senderId === me ? (message.clientMessageId ?? []) : [])));
  for (const pending of outbox) {
    if (held.has(pending.clientMessageId)) continue;
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

const keyOf = (message: Message, me: string): string =>
  message.senderId === me && message.clientMessageId !== undefined ? message.clientMessageId : `seq ${message.seq}`;

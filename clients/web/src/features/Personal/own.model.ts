import type { ThingsOfKind } from "../../core/personal/things.ts";
import type { PersonalItem, QuietHours, Reminder, ScheduledMessage } from "../../wire/index.ts";

export interface Keyed<T> {
  readonly key: string;
  readonly value: T;
}

/** The saved messages, the one saved last first; what the server has not confirmed yet was saved last of all. */
export function savedOf(things: ThingsOfKind | undefined): readonly PersonalItem[] {
  const order = ({ version }: PersonalItem) => version ?? Number.MAX_SAFE_INTEGER;
  return [...(things?.values() ?? [])].sort((a, b) => order(b) - order(a));
}

/** The messages to be sent, the next one first. */
export const scheduledOf = (things: ThingsOfKind | undefined): readonly Keyed<ScheduledMessage>[] =>
  byTime([...(things ?? [])].flatMap(([key, { scheduled: value }]) => (value === undefined ? [] : [{ key, value }])));

/** The reminders: those that are due, then those to come, the earliest first. */
export function remindersOf(things: ThingsOfKind | undefined): readonly Keyed<Reminder>[] {
  const all = byTime(
    [...(things ?? [])].flatMap(([key, { reminder: value }]) => (value === undefined ? [] : [{ key, value }])),
  );
  return [...all.filter(({ value }) => value.due === true), ...all.filter(({ value }) => value.due !== true)];
}

export const dueCount = (things: ThingsOfKind | undefined): number =>
  [...(things?.values() ?? [])].filter((item) => item.reminder?.due === true).length;

/** A minute of the day as a field for a time has it. */
export const clockTime = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** The minute of the day that such a field names; undefined for none. */
export function minuteOf(time: string): number | undefined {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(time) ?? [];
  return hours === undefined || minutes === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}

export interface QuietForm {
  readonly from: string;
  readonly until: string;
  /** 0 for Sunday to 6. */
  readonly days: ReadonlySet<number>;
}

export const ALL_DAYS: readonly number[] = [0, 1, 2, 3, 4, 5, 6];

export const quietForm = (held: QuietHours | undefined): QuietForm => ({
  from: clockTime(held?.fromMinute ?? 22 * 60),
  until: clockTime(held?.untilMinute ?? 8 * 60),
  days: new Set(held?.days ?? ALL_DAYS),
});

/** The quiet hours that a form describes; undefined while it lacks a time or a day. */
export function quietOf({ from, until, days }: QuietForm, timeZone: string): QuietHours | undefined {
  const [fromMinute, untilMinute] = [minuteOf(from), minuteOf(until)];
  if (fromMinute === undefined || untilMinute === undefined || days.size === 0) return undefined;
  const some = days.size < ALL_DAYS.length ? { days: [...days].sort() } : {};
  return { fromMinute, untilMinute, timeZone, ...some };
}

function byTime<T extends { readonly at: string }>(items: readonly Keyed<T>[]): readonly Keyed<T>[] {
  return [...items].sort((a, b) => Date.parse(a.value.at) - Date.parse(b.value.at));
}

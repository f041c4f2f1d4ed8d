import type { QuietHours } from "../../wire/index.ts";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** Whether a time (milliseconds) is in the hours in which somebody wants no notification. Hours over midnight belong to the day they begin on. */
export function isQuiet(hours: QuietHours | undefined, now: number): boolean {
  if (hours === undefined) return false;
  const { fromMinute, untilMinute } = hours;
  const { day, minute } = localTime(hours.timeZone, now);
  const begins = (on: number) => hours.days?.includes(on) ?? true;
  if (fromMinute < untilMinute) return begins(day) && minute >= fromMinute && minute < untilMinute;
  return (minute >= fromMinute && begins(day)) || (minute < untilMinute && begins((day + 6) % 7));
}

function localTime(timeZone: string, now: number): { readonly day: number; readonly minute: number } {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "short",
    hour: "numeric",
    minute: "numeric",
    hourCycle: "h23",
  }).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? "";
  return { day: DAYS.indexOf(part("weekday")), minute: Number(part("hour")) * 60 + Number(part("minute")) };
}

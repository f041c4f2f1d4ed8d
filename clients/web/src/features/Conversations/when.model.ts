/** How the list says when something happened: the closer, the more exactly. */
export type When = "time" | "yesterday" | "weekday" | "day" | "date";

/** The first moment of a day, so many days later, of the reader's time. */
export const dayAfter = (at: number, days: number): number => {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
};

/** How to say when something happened, on the day that contains `now`. Clocks differ: what lies ahead is of today. */
export function whenOf(at: number, now: number): When {
  if (at >= dayAfter(now, 0)) return "time";
  if (at >= dayAfter(now, -1)) return "yesterday";
  if (at >= dayAfter(now, -6)) return "weekday";
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? "day" : "date";
}

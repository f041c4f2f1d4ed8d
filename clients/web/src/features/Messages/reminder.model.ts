/** When a reminder can be asked for with one press. */
export type RemindWhen = "soon" | "hour" | "tomorrow";

const MINUTE = 60_000;

/** In 20 minutes, in an hour, or at nine tomorrow by the reader's clock. */
export function remindAt(when: RemindWhen, now: Date): Date {
  switch (when) {
    case "soon":
      return new Date(now.getTime() + 20 * MINUTE);
    case "hour":
      return new Date(now.getTime() + 60 * MINUTE);
    case "tomorrow":
      return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 9);
    default:
      return when satisfies never;
  }
}

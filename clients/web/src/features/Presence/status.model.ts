import type { Availability, PersonStatus } from "../../wire/index.ts";

/** How long a status holds. `held`: as long as the one that is there. */
export type StatusLength = "held" | "half" | "hour" | "four" | "today" | "week" | "open";

const MINUTE = 60_000;

/** When a status that is set now ends, by the user's clock; undefined for when it is changed. */
export function endOf(length: StatusLength, now: Date, held?: string): string | undefined {
  const midnight = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).toISOString();
  const later = (minutes: number) => new Date(now.getTime() + minutes * MINUTE).toISOString();
  switch (length) {
    case "held":
      return held;
    case "half":
      return later(30);
    case "hour":
      return later(60);
    case "four":
      return later(240);
    case "today":
      return midnight(1);
    case "week":
      // Until Monday: a working week has no other beginning here.
      return midnight(8 - (now.getDay() === 0 ? 7 : now.getDay()));
    case "open":
      return undefined;
    default:
      return length satisfies never;
  }
}

/** A status as a form has it. */
export interface StatusForm {
  readonly emoji: string;
  readonly text: string;
  readonly availability: Availability | "none";
  readonly length: StatusLength;
}

export const formOf = (status: PersonStatus | undefined): StatusForm => ({
  emoji: status?.emoji ?? "",
  text: status?.text ?? "",
  availability: status?.availability ?? "none",
  length: status === undefined ? "hour" : status.until === undefined ? "open" : "held",
});

/** The status that a form says; an empty one when it says nothing. */
export function statusOf(form: StatusForm, now: Date, held?: string): PersonStatus {
  const [emoji, text] = [form.emoji.trim(), form.text.trim()];
  if (emoji === "" && text === "" && form.availability === "none") return {};
  const until = endOf(form.length, now, held);
  return {
    ...(emoji === "" ? {} : { emoji }),
    ...(text === "" ? {} : { text }),
    ...(form.availability === "none" ? {} : { availability: form.availability }),
    ...(until === undefined ? {} : { until }),
  };
}

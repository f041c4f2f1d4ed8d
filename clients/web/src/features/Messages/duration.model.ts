/** A duration in its largest whole unit. */
export interface Duration {
  readonly value: number;
  readonly unit: "second" | "minute" | "hour" | "day";
}

const units = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

export function durationOf(seconds: number): Duration {
  for (const [unit, length] of units)
    if (seconds >= length && seconds % length === 0) return { value: seconds / length, unit };
  return { value: seconds, unit: "second" };
}

/** After how many seconds a message may be made to vanish: the usual choices that the server allows, or all that it allows. */
export function vanishChoices(most: number): readonly number[] {
  const usual = [60, 3_600, 86_400, 7 * 86_400].filter((seconds) => seconds <= most);
  return usual.length === 0 && most > 0 ? [most] : usual;
}

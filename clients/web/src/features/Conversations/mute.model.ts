const HOUR = 3_600_000;
/** Nobody is at work before this hour of the reader's time. */
const MORNING = 9;

export const MUTE_CHOICES = ["hour", "hours", "tomorrow"] as const;
export type MuteChoice = (typeof MUTE_CHOICES)[number];

/** Until when a conversation is muted by one press. */
export function muteUntil(choice: MuteChoice, now: Date): Date {
  switch (choice) {
    case "hour":
      return new Date(now.getTime() + HOUR);
    case "hours":
      return new Date(now.getTime() + 8 * HOUR);
    case "tomorrow":
      return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, MORNING);
    default:
      return choice satisfies never;
  }
}

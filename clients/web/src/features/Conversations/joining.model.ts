import type { Channel, CreateJoinLink } from "../../wire/index.ts";

export const NOTE_LENGTH = 200;

/** How somebody stands to a public group: a member, one who has asked, or how he comes in. */
export function standingIn({ conversation, isMember, isRequested }: Channel): Standing {
  if (isMember) return "member";
  if (isRequested) return "asked";
  return conversation.joining;
}

export type Standing = "member" | "asked" | Channel["conversation"]["joining"];

const DAY = 86_400;

/** For how many seconds a link may be good. */
export const LINK_LIVES = [3_600, DAY, 7 * DAY, 30 * DAY, 365 * DAY] as const;

export const MOST_USES = 100_000;

export interface LinkForm {
  /** In seconds. */
  readonly life: number;
  /** As typed; empty for any number. */
  readonly uses: string;
  readonly needsApproval: boolean;
}

export const newLink: LinkForm = { life: 7 * DAY, uses: "", needsApproval: false };

/** The link that a form describes; undefined while its number makes no sense. */
export function linkOf({ life, uses, needsApproval }: LinkForm): CreateJoinLink | undefined {
  const link = { expiresInSeconds: life, needsApproval };
  if (uses.trim() === "") return link;
  const number = Number(uses);
  return Number.isInteger(number) && number >= 1 && number <= MOST_USES ? { ...link, uses: number } : undefined;
}

/** The outline of the dark squares of a QR code, as the path of an SVG: each run of a row is one rectangle. */
export function qrPath(rows: readonly (readonly boolean[])[]): string {
  let path = "";
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      if (row[x] !== true) continue;
      const from = x;
      while (row[x + 1] === true) x++;
      const width = x + 1 - from;
      path += `M${from} ${y}h${width}v1h-${width}z`;
    }
  });
  return path;
}

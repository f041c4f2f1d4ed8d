import type { NewPoll, Poll } from "../../wire/index.ts";

export const OPTIONS_MIN = 2;
export const OPTIONS_MAX = 20;
export const OPTION_LENGTH = 100;

export interface PollDraft {
  readonly question: string;
  readonly options: readonly string[];
  readonly multiple: boolean;
  readonly anonymous: boolean;
  /** As the field for it has it, in the reader's zone; empty for none. */
  readonly closesAt: string;
}

export const emptyPoll: PollDraft = {
  question: "",
  options: ["", ""],
  multiple: false,
  anonymous: false,
  closesAt: "",
};

/** The poll that a form describes; undefined while it is none: no question, too few answers, one twice, or an end that is past. */
export function pollOf(draft: PollDraft, now: number): NewPoll | undefined {
  const options = draft.options.map((option) => option.trim()).filter((option) => option !== "");
  const closesAt = draft.closesAt === "" ? undefined : new Date(draft.closesAt);
  if (draft.question.trim() === "" || options.length < OPTIONS_MIN || options.length > OPTIONS_MAX) return undefined;
  if (new Set(options).size < options.length || options.some((option) => option.length > OPTION_LENGTH))
    return undefined;
  if (closesAt !== undefined && !(closesAt.getTime() > now)) return undefined;
  return {
    options,
    ...(draft.multiple ? { multiple: true } : {}),
    ...(draft.anonymous ? { anonymous: true } : {}),
    ...(closesAt === undefined ? {} : { closesAt: closesAt.toISOString() }),
  };
}

/** The places of the answers that a user has chosen, as the message names them; undefined when it does not name everybody. */
export function choicesOf({ options, anonymous }: Poll, me: string): readonly number[] | undefined {
  if (anonymous === true) return undefined;
  const own = options.flatMap(({ userIds }, place) => (userIds?.includes(me) === true ? [place] : []));
  const named = options.every(({ votes = 0, userIds = [] }) => userIds.length >= votes);
  return named ? own : undefined;
}

/** What a press on an answer makes of the user's choices: it comes or goes, alone where only one may be chosen. */
export function choose(own: readonly number[], place: number, multiple: boolean): readonly number[] {
  if (own.includes(place)) return own.filter((held) => held !== place);
  return multiple ? [...own, place].sort((a, b) => a - b) : [place];
}

/** Whether nobody may vote any more at this time (milliseconds). */
export const isClosed = ({ closed, closesAt }: Poll, now: number): boolean =>
  closed === true || (closesAt !== undefined && Date.parse(closesAt) <= now);

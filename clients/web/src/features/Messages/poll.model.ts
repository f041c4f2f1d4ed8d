import type { NewPoll } from "../../wire/index.ts";

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

import type { Written } from "./written.model.ts";

/** What the words before the caret ask for: somebody to mention, or an emoji. */
export interface Trigger {
  readonly kind: "mention" | "emoji";
  /** Where the sign stands that began it. */
  readonly from: number;
  /** What was typed after it. */
  readonly query: string;
}

/** A name or a word of an emoji is not longer. */
const LONGEST = 30;
const MENTION = /(?<![A-Za-z0-9_.@+-])@([^\s@]*)$/u;
const EMOJI = /(?<![A-Za-z0-9:])[:：]([\p{L}\p{N}_+-]{2,})$/u;

/** What to offer for the words before the caret; nothing inside of code or of a name that was taken. */
export function triggerAt({ text, named }: Written, caret: number): Trigger | undefined {
  const before = text.slice(Math.max(0, caret - LONGEST - 1), caret);
  const mention = MENTION.exec(before);
  const found = mention ?? EMOJI.exec(before);
  if (found === null) return undefined;
  const from = caret - (found[1]?.length ?? 0) - 1;
  if (named.some((one) => from >= one.from && from < one.to) || isInCode(text, from)) return undefined;
  return { kind: mention === null ? "emoji" : "mention", from, query: found[1] ?? "" };
}

/** Whether a place is within a block of code, or within code on its line. */
export function isInCode(text: string, at: number): boolean {
  const before = text.slice(0, at);
  if ((before.match(/^```/gm)?.length ?? 0) % 2 === 1) return true;
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return (line.match(/`/g)?.length ?? 0) % 2 === 1;
}

import { piecesOf } from "./mentions.model.ts";

/** Somebody whom a text names, as it is shown in the field: `@` and his name. */
export interface NamedThere {
  /** Code units of the shown text. */
  readonly from: number;
  readonly to: number;
  /** `all`, `here`, or a user's id. */
  readonly target: string;
}

/** What is in the field: the text as it is shown, and which parts of it name somebody, by place. */
export interface Written {
  readonly text: string;
  readonly named: readonly NamedThere[];
}

/**
 * What is written after the field has changed to `text`, with the caret at `caret`. A name in which something was typed or deleted is
 * only words from then on; what was typed around it moves it.
 */
export function edited(before: Written, text: string, caret: number): Written {
  if (before.named.length === 0 || text === before.text) return { text, named: before.named };
  const { start, end, shift } = changed(before.text, text, caret);
  const named = before.named.flatMap((one) => {
    if (one.to <= start) return one;
    return one.from >= end ? { ...one, from: one.from + shift, to: one.to + shift } : [];
  });
  return { text, named };
}

/**
 * Which part of the text before was replaced, and by how much longer a one. What stands after the caret was there already, which tells apart
 * what repeated characters would not; where the caret is no sign, as after the field's own undo, what differs is found by itself.
 */
function changed(before: string, text: string, caret: number) {
  const shift = text.length - before.length;
  const behind = text.length - caret;
  let end = behind <= before.length && before.endsWith(text.slice(caret)) ? before.length - behind : before.length;
  let start = 0;
  while (start < Math.min(end, end + shift) && before[start] === text[start]) start++;
  while (end > start && end + shift > start && before[end - 1] === text[end + shift - 1]) end--;
  return { start, end, shift };
}

/** What is written once the words at a place are known to name somebody. */
export function withName(before: Written, from: number, words: string, target: string): Written {
  if (!before.text.startsWith(words, from)) return before;
  const named = [...before.named, { from, to: from + words.length, target }].sort((a, b) => a.from - b.from);
  return { text: before.text, named };
}

/** The text as it travels: `<@target>` in the place of each name (docs/protocol.md, 2.4). */
export function toWire({ text, named }: Written): string {
  let wire = "";
  let at = 0;
  for (const { from, to, target } of named) {
    wire += `${text.slice(at, from)}<@${target}>`;
    at = to;
  }
  return wire + text.slice(at);
}

/** A text that has travelled, as the field shows it; `wordsFor` answers with `@` and the name. */
export function fromWire(wire: string, wordsFor: (target: string) => string): Written {
  let text = "";
  const named: NamedThere[] = [];
  for (const piece of piecesOf(wire)) {
    if (typeof piece === "string") {
      text += piece;
      continue;
    }
    const target = "everyone" in piece ? piece.everyone : piece.userId;
    const from = text.length;
    text += wordsFor(target);
    named.push({ from, to: text.length, target });
  }
  return { text, named };
}

import type { Place } from "../../core/log/Places.ts";
import type { ConversationHead } from "../../wire/index.ts";

/** A place to go to in a log. Each is an object of its own, so that going twice to one place is going twice. */
export interface Target {
  /** The seq that must be held; undefined for the end of the newest run. */
  readonly seq: number | undefined;
  /** Where it is put: in the middle, at a distance from the top in pixels, or, for the unread divider, a third down. */
  readonly align: "end" | "unread" | "centre" | { readonly distance: number };
  /** The row shows for a moment that it is the one. */
  readonly flash: boolean;
}

export function targetOf(place: Place | { readonly at: "jump"; readonly seq: number }): Target {
  switch (place.at) {
    case "end":
      return { seq: undefined, align: "end", flash: false };
    case "row":
      return { seq: place.seq, align: { distance: place.distance }, flash: false };
    case "jump":
      return { seq: place.seq, align: "centre", flash: true };
    default:
      return place satisfies never;
  }
}

/** What else decides where a conversation opens. */
export interface Opening {
  /** The user has just written in it. */
  readonly written?: boolean;
  /** The message from which he wants it to be unread. */
  readonly markedFrom?: number | undefined;
  /** What he wants in general. */
  readonly opensAt?: "unread" | "newest" | undefined;
}

/**
 * Where a conversation opens: at the message that the address names, else at what was just written in it, else at what is unread, else where one
 * was, else at its end.
 */
export function firstTarget(
  named: number | undefined,
  head: ConversationHead | undefined,
  left: Place | undefined,
  { written = false, markedFrom, opensAt = "unread" }: Opening = {},
): Target {
  if (named !== undefined) return targetOf({ at: "jump", seq: named });
  if (written || opensAt === "newest") return targetOf({ at: "end" });
  if (markedFrom !== undefined) return { seq: markedFrom, align: "unread", flash: false };
  if (head !== undefined && head.unread > 0) {
    return { seq: Math.max(head.readSeq + 1, head.firstSeq), align: "unread", flash: false };
  }
  return targetOf(left ?? { at: "end" });
}

/** The address of a conversation, or of one message in it. */
export const permalink = (conversationId: string, seq?: number): string =>
  seq === undefined ? `/c/${conversationId}` : `/c/${conversationId}/${seq}`;

/** The path of a link that leads to a conversation of this very host; undefined for every other link. */
export function ownPath(href: string, origin: string): string | undefined {
  const url = URL.parse(href, origin);
  return url?.origin === origin && /^\/c\/[^/]+(\/\d+)?$/.test(url.pathname) ? url.pathname : undefined;
}

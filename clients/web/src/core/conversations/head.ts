import type { ConversationChanges, ConversationHead, Message, ReadState } from "../../wire/index.ts";
import { type Log, newestRun } from "../log/Log.ts";
import { firstSeq, lastSeq } from "../log/runs.ts";

/** Unread numbers are exact below this; this means "this or more". */
export const UNREAD_MAX = 100;

/** Takes changes into a head. `left`: the caller is no longer a member. Otherwise as for a log. */
export function applyToHead(
  head: ConversationHead,
  changes: ConversationChanges,
  me: string,
): { readonly head: ConversationHead; readonly applied: "taken" | "old" | "gap" | "left" | "behind" } {
  if (changes.version <= head.version) return { head, applied: "old" };
  if (changes.tooFarBehind === true) return { head, applied: "behind" };
  if (changes.after > head.version) return { head, applied: "gap" };

  const own = changes.members?.find((member) => member.userId === me);
  if (own?.left === true) return { head, applied: "left" };

  const rows = changes.messages ?? [];
  const newest = rows.reduce<Message | undefined>(
    (last, row) => (last === undefined || row.seq > last.seq ? row : last),
    undefined,
  );
  const isNewer =
    newest !== undefined &&
    (newest.seq > head.seq || (newest.seq === head.seq && newest.version > (head.lastMessage?.version ?? 0)));
  const added = rows.filter((row) => row.seq > head.seq && row.seq > head.readSeq && countsAsUnread(row, me));
  return {
    head: {
      ...head,
      version: changes.version,
      conversation: changes.conversation ?? head.conversation,
      role: own?.role ?? head.role,
      unread: Math.min(UNREAD_MAX, head.unread + added.length),
      mentions: Math.min(UNREAD_MAX, head.mentions + added.filter((row) => mentions(row, me)).length),
      ...(isNewer ? { seq: newest.seq, lastMessage: newest, activeAt: newest.postedAt } : {}),
    },
    applied: "taken",
  };
}

/** Of two heads of one conversation: what is newer, field by field. */
export function mergeHeads(held: ConversationHead | undefined, fresh: ConversationHead): ConversationHead {
  if (held === undefined) return fresh;
  const newer = fresh.version >= held.version ? fresh : held;
  const further = fresh.readSeq >= held.readSeq ? fresh : held;
  if (newer === further) return newer;
  const read = newer.seq <= further.readSeq;
  return {
    ...newer,
    readSeq: further.readSeq,
    unread: read ? 0 : newer.unread,
    mentions: read ? 0 : newer.mentions,
  };
}

/** The caller has read up to `seq`, here or on another device. */
export function applyRead(
  head: ConversationHead,
  read: Pick<ReadState, "seq" | "unread" | "mentions">,
  log: Log | undefined,
  me: string,
): ConversationHead {
  if (read.seq < head.readSeq) return head;
  const unread = countUnread(log, read.seq, head.seq, me) ?? read.unread ?? (read.seq >= head.seq ? 0 : head.unread);
  const mentioned = unread === 0 ? 0 : (read.mentions ?? head.mentions);
  if (read.seq === head.readSeq && unread === head.unread && mentioned === head.mentions) return head;
  return { ...head, readSeq: read.seq, unread, mentions: mentioned };
}

/** The messages of others after `readSeq`; undefined when not all of these rows are held. */
export function countUnread(log: Log | undefined, readSeq: number, seq: number, me: string): number | undefined {
  if (readSeq >= seq) return 0;
  const run = newestRun(log);
  if (run === undefined || firstSeq(run) > readSeq + 1 || lastSeq(run) < seq) return undefined;
  const unread = run.slice(readSeq + 1 - firstSeq(run)).filter((row) => countsAsUnread(row, me)).length;
  return Math.min(UNREAD_MAX, unread);
}

export function countsAsUnread(row: Message, me: string): boolean {
  return row.kind === "text" && row.senderId !== me && row.recalled === undefined && isInMain(row);
}

/** Whether the main line shows a row; what is said in a thread is there only when its sender wished it. */
export const isInMain = (row: Message): boolean => row.threadSeq === undefined || row.alsoInMain === true;

/** Whether a row mentions a user, by name or with everybody. */
export const mentions = (row: Message, me: string): boolean =>
  countsAsUnread(row, me) && (row.mentionsEveryone === "all" || row.mentions?.includes(me) === true);

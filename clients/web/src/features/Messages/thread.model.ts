import type { Run } from "../../core/log/runs.ts";
import type { FollowedThread, Message, ThreadFollow } from "../../wire/index.ts";

/** The rows of a thread, its first message included, by seq: of two copies the one with the higher version. */
export function threadRows(threadSeq: number, fetched: readonly Message[], runs: readonly Run[]): readonly Message[] {
  const rows = new Map<number, Message>();
  const belongs = (row: Message) => row.seq === threadSeq || row.threadSeq === threadSeq;
  for (const row of [...fetched, ...runs.flat()].filter(belongs)) {
    const held = rows.get(row.seq);
    if (held === undefined || row.version > held.version) rows.set(row.seq, row);
  }
  return [...rows.values()].sort((a, b) => a.seq - b.seq);
}

/** Whether a user follows a thread, as far as its rows tell: he began it, wrote in it, or is mentioned in it. What he has said goes before. */
export function follows(
  held: ThreadFollow | undefined,
  rows: readonly Message[],
  threadSeq: number,
  me: string,
): boolean {
  if (held !== undefined) return held.following;
  const isReply = (row: Message) => row.threadSeq === threadSeq;
  if (!rows.some(isReply)) return false;
  return rows.some((row) => row.senderId === me || (isReply(row) && row.mentions?.includes(me) === true));
}

/** Up to which seq a thread becomes read by showing its rows; undefined when nothing of others in it is new. */
export function readsUpTo(
  held: ThreadFollow | undefined,
  rows: readonly Message[],
  threadSeq: number,
  me: string,
): number | undefined {
  const replies = rows.filter((row) => row.threadSeq === threadSeq);
  const own = Math.max(0, ...replies.filter((row) => row.senderId === me).map((row) => row.seq));
  const last = Math.max(0, ...replies.filter((row) => row.senderId !== me).map((row) => row.seq));
  return last > Math.max(own, held?.readSeq ?? 0) ? last : undefined;
}

/** What is unread in a thread of the list, when the user has perhaps read on since it was fetched. */
export const unreadIn = ({ root, unread }: FollowedThread, held: ThreadFollow | undefined): number =>
  (held?.readSeq ?? 0) >= (root.thread?.lastSeq ?? 0) ? 0 : unread;

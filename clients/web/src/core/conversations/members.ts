import type { Member, ReadState } from "../../wire/index.ts";

export type Members = ReadonlyMap<string, Member>;

/** Takes memberships, from a page or from changes. Of two copies the higher version stays; a cursor never moves back. */
export function putMembers(held: Members | undefined, fresh: readonly Member[]): Members {
  const result = new Map(held);
  for (const member of fresh) {
    const old = result.get(member.userId);
    const newer = old === undefined || member.version >= old.version ? member : old;
    const readSeq = furthest(old?.readSeq, member.readSeq);
    result.set(member.userId, readSeq === undefined ? newer : { ...newer, readSeq });
  }
  return result;
}

/**
 * Takes a list of all members, which was asked for at a version: who is not in it has left, unless he was heard of later. That he left may
 * have been among changes which were too many to be told.
 */
export function putAllMembers(held: Members | undefined, all: readonly Member[], askedAt: number): Members {
  const named = new Set(all.map((member) => member.userId));
  const kept = [...(held ?? [])].filter(([userId, member]) => named.has(userId) || member.version > askedAt);
  return putMembers(new Map(kept), all);
}

export function putRead(held: Members, read: ReadState): Members {
  const member = held.get(read.userId);
  if (member === undefined || (member.readSeq ?? 0) >= read.seq) return held;
  return new Map(held).set(read.userId, { ...member, readSeq: read.seq });
}

/** Those who are members now. */
export function present(members: Members | undefined): readonly Member[] {
  return members === undefined ? [] : [...members.values()].filter((member) => member.left !== true);
}

function furthest(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.max(a, b);
}

import type { PersonStatus, PresenceState, UserPresence } from "../../wire/index.ts";

/** Whether somebody can be reached, with what he says of it himself. */
export type Reachable = PresenceState | "busy" | "do_not_disturb";

/** What somebody says of himself at a time (milliseconds): nothing once its end has come. */
export function statusAt(status: PersonStatus | undefined, now: number): PersonStatus | undefined {
  if (status === undefined || Object.keys(status).length === 0) return undefined;
  return status.until !== undefined && Date.parse(status.until) <= now ? undefined : status;
}

/** Presences without the statuses whose end has come; the same map when there are none such. */
export function withoutEnded(users: ReadonlyMap<string, UserPresence>, now: number): ReadonlyMap<string, UserPresence> {
  const ended = [...users.values()].filter(({ status }) => status !== undefined && statusAt(status, now) === undefined);
  if (ended.length === 0) return users;
  const left = new Map(users);
  for (const { status: _, ...presence } of ended) left.set(presence.userId, presence);
  return left;
}

/** When the next of these statuses ends (milliseconds). */
export function nextEnd(users: ReadonlyMap<string, UserPresence>): number | undefined {
  const ends = [...users.values()].flatMap(({ status }) =>
    status?.until === undefined ? [] : Date.parse(status.until),
  );
  return ends.length === 0 ? undefined : Math.min(...ends);
}

/** Busy and not to be disturbed stand in place of online and away; nobody who is offline is busy for those who look. */
export const reachable = ({ state, status }: UserPresence): Reachable =>
  state === "offline" ? state : (status?.availability ?? state);

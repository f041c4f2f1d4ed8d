import type { Session } from "../../wire/index.ts";

/** The session that asks first, then the others as they come, the latest used first. */
export const inOrder = (sessions: readonly Session[]): readonly Session[] => [
  ...sessions.filter(({ current }) => current),
  ...sessions.filter(({ current }) => !current),
];

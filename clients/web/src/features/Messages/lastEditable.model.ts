import { isInMain } from "../../core/conversations/head.ts";
import type { Message } from "../../wire/index.ts";

/** The last message of the user, if its text can still be edited. */
export function lastEditable(
  run: readonly Message[],
  me: string,
  now: number,
  editSeconds: number,
): Message | undefined {
  const last = run.findLast(
    (row) => row.senderId === me && row.kind === "text" && isInMain(row) && row.recalled === undefined,
  );
  if (last?.text === undefined || last.text === "") return undefined;
  return now - Date.parse(last.postedAt) < editSeconds * 1_000 ? last : undefined;
}

import { badge } from "../Conversations/list.model.ts";

type Title = `${"search" | "people" | "threads" | "own" | "admin" | "settings"}.title`;

const PLACES: readonly (readonly [RegExp, Title])[] = [
  [/^\/search/, "search.title"],
  [/^\/people/, "people.title"],
  [/^\/threads/, "threads.title"],
  [/^\/own/, "own.title"],
  [/^\/admin/, "admin.title"],
  [/^\/settings/, "settings.title"],
];

/** The words of the place that an address names, where it is no conversation. */
export const placeOf = (path: string): Title | undefined => PLACES.find(([address]) => address.test(path))?.[1];

/** The title of the window: what waits, then where one is, then the program. */
export function windowTitle(unread: number, place: string | undefined): string {
  const name = place === undefined ? "Messenger" : `${place} · Messenger`;
  return unread === 0 ? name : `(${badge(unread)}) ${name}`;
}

/** What a request is answered with: the page of the shell, one of its hashed files, or what the network says. */
export type Answer = "page" | "asset" | "network";

/** Addresses of the host, and of pages that somebody who is not signed in must get as they are now. */
const FROM_THE_HOST =
  /^\/(api|hubs|files|connect|health|metrics|docs|openapi|\.well-known|sign-in|setup|set-password)(\/|$)/;

/** `path`: of an address of this origin. */
export function answerOf(method: string, mode: string, path: string): Answer {
  if (method !== "GET") return "network";
  if (path.startsWith("/assets/")) return "asset";
  if (mode !== "navigate" || FROM_THE_HOST.test(path)) return "network";
  // A file by its own address.
  return path.slice(path.lastIndexOf("/")).includes(".") ? "network" : "page";
}

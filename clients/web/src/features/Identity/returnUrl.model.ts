/** Where to go after signing in: a path of this site, or the start page. */
export function localPath(returnUrl: string | null, origin: string): string {
  if (returnUrl === null || !/^\/(?![/\\])/.test(returnUrl)) return "/";
  try {
    const url = new URL(returnUrl, origin);
    return url.origin === origin ? url.pathname + url.search + url.hash : "/";
  } catch {
    return "/";
  }
}

/** Paths that the server answers, not this program. */
export const isServerPath = (path: string): boolean => path.startsWith("/connect/");

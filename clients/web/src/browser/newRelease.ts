const KEY = "messenger-reloaded";

/** A reload that did not help is not repeated before this, in milliseconds. */
const AGAIN_AFTER = 600_000;

/**
 * A chunk of an older release is gone from the server, where the page of the new one is. While the server does not answer nothing is reloaded:
 * the page that is open is worth more than none.
 */
export function reloadOnNewRelease(): void {
  window.addEventListener("vite:preloadError", () => void reloadIfServed());
}

async function reloadIfServed(): Promise<void> {
  if (Date.now() - Number(sessionStorage.getItem(KEY)) < AGAIN_AFTER) return;
  const page = await fetch("/", { method: "HEAD", cache: "no-store" }).catch(() => undefined);
  if (page?.ok !== true) return;
  sessionStorage.setItem(KEY, String(Date.now()));
  location.reload();
}

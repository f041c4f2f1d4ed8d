import type { Releases } from "../core/release/Release.ts";

/** The first start has better things to do than to fetch the whole shell, in milliseconds. */
const REGISTERED_AFTER = 3_000;

/** The service worker keeps the release. Without one, the page is always that of the server. */
export function openReleases(): Releases {
  const workers: ServiceWorkerContainer | undefined = navigator.serviceWorker;
  const registered = new Promise((resolve) => setTimeout(resolve, REGISTERED_AFTER))
    .then(() => workers?.register("/sw.js", { updateViaCache: "none" }))
    .catch(() => undefined);
  let registration: ServiceWorkerRegistration | undefined;
  let isControlled = (workers?.controller ?? null) !== null;
  void registered.then((found) => {
    registration = found;
  });
  return {
    onWaiting: (run) => {
      const off = new AbortController();
      void registered.then((found) => found !== undefined && whenWaiting(found, run, off.signal));
      return () => off.abort();
    },
    onTaken: (run) => {
      const off = new AbortController();
      const changed = () => {
        // The first one takes a page that came from the server.
        if (isControlled) run();
        isControlled = true;
      };
      workers?.addEventListener("controllerchange", changed, { signal: off.signal });
      return () => off.abort();
    },
    take: (when) => {
      const waiting = registration?.waiting ?? null;
      waiting?.postMessage(when === "now" ? "takeOver" : "takeOverUnseen");
      return waiting !== null;
    },
    look: () => void registration?.update().catch(() => undefined),
    reload: () => location.reload(),
  };
}

function whenWaiting(registration: ServiceWorkerRegistration, run: () => void, signal: AbortSignal): void {
  const watch = (worker: ServiceWorker | null) =>
    worker?.addEventListener(
      "statechange",
      () => {
        if (registration.waiting === worker && registration.active !== null) run();
      },
      { signal },
    );
  if (registration.waiting !== null && registration.active !== null) run();
  watch(registration.installing);
  registration.addEventListener("updatefound", () => watch(registration.installing), { signal });
}

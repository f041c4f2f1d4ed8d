import { openPlace } from "./openPlace.ts";
import { answerOf } from "./routes.ts";
import { asset, dropOtherShells, keepShell, keptPage, renewPage } from "./shellCache.ts";

declare const self: ServiceWorkerGlobalScope;

self.addEventListener("install", (event) => event.waitUntil(keepShell()));

self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([dropOtherShells(), self.clients.claim()]));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const answer = origin === self.location.origin ? answerOf(request.method, request.mode, pathname) : "network";
  if (answer === "asset") event.respondWith(asset(request));
  if (answer !== "page") return;
  event.respondWith(keptPage().then((page) => page ?? fetch(request)));
  event.waitUntil(renewPage());
});

/** A page asks this release to take over: at once, or only if nobody looks at the one before. */
self.addEventListener("message", (event) => {
  if (event.data === "takeOver") event.waitUntil(self.skipWaiting());
  if (event.data === "takeOverUnseen") event.waitUntil(takeOverUnseen());
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openPlace(self.clients, event.notification.data));
});

async function takeOverUnseen(): Promise<void> {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (windows.every((window) => window.visibilityState === "hidden")) await self.skipWaiting();
}

import type { Notice, Notifier, Shown } from "../core/notifications/Notice.ts";
import { ring } from "./ring.ts";

export interface NoticeWords {
  readonly title: string;
  readonly body: string;
}

/** What a notification carries: the place that it is about, and its address for when no tab is open. */
interface Carried {
  readonly path: string;
  readonly about: Shown;
}

/**
 * Notifications of the system. The service worker shows them where there is one, so that they outlive the tab, and any tab can take
 * them back. Their sound is our own.
 */
export function openNotifier(wordsOf: (notice: Notice) => NoticeWords, open: (about: Shown) => void): Notifier {
  const own = new Map<string, { readonly notification: Notification; readonly about: Shown }>();
  return {
    permitted: () => "Notification" in window && Notification.permission === "granted",
    ring,
    show: async (notice, about) => {
      const { title, body } = wordsOf(notice);
      const data: Carried = { path: pathOf(about), about };
      const options = { tag: notice.tag, body, data, icon: "/icons/192.png", silent: true, renotify: true };
      const registration = await navigator.serviceWorker?.getRegistration();
      if (registration?.active != null) {
        await registration.showNotification(title, options);
        return;
      }
      const notification = new Notification(title, options);
      own.set(notice.tag, { notification, about });
      notification.addEventListener("click", () => {
        notification.close();
        window.focus();
        open(about);
      });
      notification.addEventListener("close", () => {
        if (own.get(notice.tag)?.notification === notification) own.delete(notice.tag);
      });
    },
    shown: async () => {
      const registration = await navigator.serviceWorker?.getRegistration();
      const shown = (await registration?.getNotifications()) ?? [];
      return new Map<string, Shown>([
        ...[...own].map(([tag, { about }]) => [tag, about] as const),
        ...shown.map(({ tag, data }: { tag: string; data: Carried }) => [tag, data.about] as const),
      ]);
    },
    withdraw: async (tag) => {
      own.get(tag)?.notification.close();
      const registration = await navigator.serviceWorker?.getRegistration();
      for (const notification of (await registration?.getNotifications({ tag })) ?? []) notification.close();
    },
  };
}

/** Calls when a notification was clicked that the service worker has shown. */
export function onNotificationOpened(open: (about: Shown) => void): () => void {
  const off = new AbortController();
  const heard = ({ data }: MessageEvent<{ kind: "open"; place: Carried }>) => {
    if (data.kind === "open") open(data.place.about);
  };
  navigator.serviceWorker?.addEventListener("message", heard, { signal: off.signal });
  return () => off.abort();
}

function pathOf(about: Shown): string {
  const conversation = `/c/${about.conversationId}`;
  return about.kind === "reminder" ? `${conversation}/${about.seq}` : conversation;
}

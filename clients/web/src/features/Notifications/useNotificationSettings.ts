import { useStore } from "zustand";
import { askPermission, permission as permissions } from "../../browser/permission.ts";
import { useMessenger } from "../../client.ts";
import type { NotificationSettings } from "../../core/cache/Vault.ts";

const none: NotificationSettings = {};

/** How this device calls its user, what the browser permits of it, and the ways to change both. */
export function useNotificationSettings() {
  const messenger = useMessenger();
  const held = useStore(messenger.settings, (state) => state.notifications ?? none);
  const { permission } = useStore(permissions);
  const change = (wanted: NotificationSettings) =>
    messenger.changeSettings({ notifications: { ...messenger.settings.getState().notifications, ...wanted } });
  const turnOn = async () => {
    if ((await askPermission()) === "granted") change({ desktop: "on" });
  };
  return { held, permission, change, turnOn };
}

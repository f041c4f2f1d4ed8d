import { createStore } from "zustand/vanilla";

/** `unsupported`: this browser, or an address without TLS, shows none. */
export type Permission = NotificationPermission | "unsupported";

const read = (): Permission => ("Notification" in window ? Notification.permission : "unsupported");

export const permission = createStore<{ readonly permission: Permission }>(() => ({ permission: read() }));

// It can be changed in the settings of the browser at any time.
void navigator.permissions?.query({ name: "notifications" }).then(
  (status) => status.addEventListener("change", () => permission.setState({ permission: read() })),
  () => undefined,
);

/** Asks the user; only after he has pressed something that says what for. */
export async function askPermission(): Promise<Permission> {
  if (read() === "default") await Notification.requestPermission();
  permission.setState({ permission: read() });
  return read();
}

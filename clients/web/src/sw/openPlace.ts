/** What a notification is about; the page knows how to go there. */
interface Place {
  readonly path: string;
}

/** Goes to a place in a tab that is there, best in the one that is looked at; without one, opens it. */
export async function openPlace(clients: Clients, place: Place): Promise<void> {
  const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const found = windows.find(({ visibilityState }) => visibilityState === "visible") ?? windows[0];
  if (found === undefined) {
    await clients.openWindow(place.path);
    return;
  }
  found.postMessage({ kind: "open", place });
  await found.focus();
}

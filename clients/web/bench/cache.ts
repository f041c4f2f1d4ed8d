import type { Page } from "@playwright/test";

/** Puts a whole log into the cache as the client writes it, which by scrolling would take it an hour. The client must not be open. */
export const fillCache = (page: Page, userId: string, conversationId: string): Promise<number> =>
  page.evaluate(
    async ([user, id]) => {
      const get = async (path: string) => (await fetch(`/api/v1/conversations/${id}${path}`)).json();
      const { version, seq } = await get("");
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(`messenger-${user}`);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      let filled = 0;
      for (let before = seq + 1; before > 1; ) {
        const { messages } = await get(`/messages?before=${before}&limit=200`);
        const change = database.transaction(["messages", "logs"], "readwrite");
        for (const message of messages) change.objectStore("messages").put(message);
        change.objectStore("logs").put({ conversationId: id, version, openedAt: Date.now() });
        await new Promise((resolve) => {
          change.oncomplete = resolve;
        });
        filled += messages.length;
        before = messages[0].seq;
      }
      database.close();
      return filled;
    },
    [userId, conversationId] as const,
  );

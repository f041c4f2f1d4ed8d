import type { Messenger } from "../../core/Messenger.ts";
import { Unknown } from "../../core/outcome.ts";
import { permalink } from "../Messages/view.model.ts";

/**
 * Opens the thread of a message that one has gone to, if only the thread shows it. A file says which message it came with, not whether that is in
 * one.
 */
export async function openItsThread(
  messenger: Pick<Messenger, "verbs" | "openThread">,
  conversationId: string,
  seq: number,
): Promise<void> {
  try {
    const found = await messenger.verbs.message(conversationId, seq);
    if (!found.ok || found.value.threadSeq === undefined || found.value.alsoInMain === true) return;
    // Meanwhile one may have gone elsewhere.
    if (location.pathname !== permalink(conversationId, seq)) return;
    messenger.openThread.open(conversationId, found.value.threadSeq, seq);
  } catch (fault) {
    if (!(fault instanceof Unknown)) throw fault;
  }
}

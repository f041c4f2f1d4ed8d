import type { ConversationHead } from "../../wire/index.ts";

/** The conversations as the list shows them: latest activity first. */
export function byActivity(heads: ReadonlyMap<string, ConversationHead>): readonly ConversationHead[] {
  return [...heads.values()].sort(
    (a, b) => Date.parse(b.activeAt) - Date.parse(a.activeAt) || a.conversation.id.localeCompare(b.conversation.id),
  );
}

/** The unread number as a badge has room for it. */
export const badge = (unread: number): string => (unread > 99 ? "99+" : String(unread));

/** Asks for the title of a direct conversation are answered by the name of the other one. */
export function titleOf(head: ConversationHead, peerName: string | undefined): string {
  return head.conversation.kind === "direct" ? (peerName ?? "…") : (head.conversation.title ?? "…");
}

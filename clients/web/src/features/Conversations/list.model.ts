import { preferencesOf } from "../../core/personal/items.ts";
import type { Things } from "../../core/personal/things.ts";
import type { Conversation, ConversationHead, ConversationPreferences, Folder } from "../../wire/index.ts";

export { isMuted } from "../../core/personal/items.ts";

export const noPreferences: ConversationPreferences = {};

/** The conversations as the list shows them: latest activity first. */
export function byActivity(heads: ReadonlyMap<string, ConversationHead>): readonly ConversationHead[] {
  return [...heads.values()]
    .map((head) => ({ head, id: head.conversation.id, at: Date.parse(head.activeAt) }))
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
    .map(({ head }) => head);
}

/** What the list can be narrowed down to with one press. */
export const QUICK_FILTERS = ["all", "unread", "mentions"] as const;

export const FAVOURITES = "favourites";

/** Which conversations the list shows: some of all, the favourites, or those of the folder with this key. */
export type Filter = (typeof QUICK_FILTERS)[number] | typeof FAVOURITES | { readonly folder: string };

/**
 * Of conversations by activity, those that the user wants to see: the pinned ones first. A hidden one comes back with its next
 * message, and is shown while it is open; so is one that is read just now where only unread ones are.
 */
export function inList(
  sorted: readonly ConversationHead[],
  things: Things,
  filter: Filter,
  open: string | undefined,
): readonly ConversationHead[] {
  const folder = typeof filter === "object" ? things.folder?.get(filter.folder)?.folder : undefined;
  const inFolder = new Set(folder?.conversationIds);
  const shown = sorted.filter((head) => {
    const { id } = head.conversation;
    const { favourite, hiddenUpTo, markedUnread } = preferencesOf(things, id);
    if (hiddenUpTo !== undefined && head.seq <= hiddenUpTo && id !== open) return false;
    if (filter === FAVOURITES) return favourite === true;
    if (filter === "unread") return head.unread > 0 || markedUnread === true || id === open;
    if (filter === "mentions") return head.mentions > 0 || id === open;
    return filter === "all" || inFolder.has(id);
  });
  const isPinned = (head: ConversationHead) => preferencesOf(things, head.conversation.id).pinned === true;
  return [...shown.filter(isPinned), ...shown.filter((head) => !isPinned(head))];
}

/** The folders in their order, with their keys. */
export function foldersOf(things: Things): readonly (Folder & { readonly key: string })[] {
  return [...(things.folder ?? [])]
    .flatMap(([key, { folder }]) => (folder === undefined ? [] : [{ ...folder, key }]))
    .sort((a, b) => (a.position ?? 0) - (b.position ?? 0) || a.name.localeCompare(b.name));
}

/** The unread number as a badge has room for it. */
export const badge = (unread: number): string => (unread > 99 ? "99+" : String(unread));

/** Asks for the title of a direct conversation are answered by the name of the other one. */
export function titleOf(head: ConversationHead, peerName: string | undefined): string {
  return head.conversation.kind === "direct" ? (peerName ?? "…") : (head.conversation.title ?? "…");
}

/** The address of a group's picture. Under its version it never changes, so the browser keeps it. */
export const pictureOf = ({ id, avatarVersion }: Conversation): string | undefined =>
  avatarVersion === undefined ? undefined : `/api/v1/conversations/${id}/avatar?version=${avatarVersion}`;

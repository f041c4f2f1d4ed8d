import { useMessenger } from "../../client.ts";
import { conversationItem } from "../../core/personal/items.ts";
import { type CommandFailure, useCommand } from "../../ui/useCommand.ts";
import type { ConversationPreferences, Folder } from "../../wire/index.ts";

export type PreferencesChange = Parameters<typeof conversationItem>[2];

/** Changes what a conversation is to the user. */
export function usePreferences(
  conversationId: string,
  held: ConversationPreferences,
): {
  readonly failure: CommandFailure | undefined;
  readonly change: (wanted: PreferencesChange) => void;
} {
  const { personal } = useMessenger();
  const { failure, run } = useCommand();
  const change = (wanted: PreferencesChange) =>
    void run(() => personal.put(conversationItem(conversationId, held, wanted)));
  return { failure, change };
}

/** A folder with a conversation taken in, or out again. */
export function inFolder(folder: Folder, conversationId: string): Folder {
  const { conversationIds } = folder;
  const rest = conversationIds.filter((held) => held !== conversationId);
  return { ...folder, conversationIds: rest.length < conversationIds.length ? rest : [...rest, conversationId] };
}

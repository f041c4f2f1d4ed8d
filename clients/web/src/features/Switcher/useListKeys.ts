import { useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { useThings } from "../../client.ts";
import { preferencesOf } from "../../core/personal/items.ts";
import { useShortcut } from "../../ui/shortcuts/useShortcut.ts";
import type { ConversationHead } from "../../wire/index.ts";
import { isMuted } from "../Conversations/list.model.ts";
import { permalink } from "../Messages/view.model.ts";
import { type Listed, neighbourOf, unreadNeighbourOf } from "./neighbour.model.ts";

/** Browsers open these with Alt and an arrow. */
const OPENED_BY_ALT = 'select, input[type^="date"]';

/** Goes through the list of conversations, as it is shown, from wherever the focus is. */
export function useListKeys(shown: readonly ConversationHead[], open: string | undefined): void {
  const [, navigate] = useLocation();
  const conversation = useThings("conversation");
  const gone = useRef(false);
  const listed = (): readonly Listed[] =>
    shown.map(({ conversation: { id }, unread, mentions }) => {
      const preferences = preferencesOf({ conversation }, id);
      const calls = mentions > 0 || !isMuted(preferences, Date.now());
      return { id, unread: calls && (unread > 0 || preferences.markedUnread === true) };
    });
  const go = ({ target }: KeyboardEvent, find: typeof neighbourOf, step: 1 | -1) => {
    if (target instanceof Element && target.matches(OPENED_BY_ALT)) return false;
    const id = find(listed(), open, step);
    gone.current = id !== undefined;
    if (id !== undefined) navigate(permalink(id));
    return true;
  };
  useShortcut("previous", (event) => go(event, neighbourOf, -1));
  useShortcut("next", (event) => go(event, neighbourOf, 1));
  useShortcut("previousUnread", (event) => go(event, unreadNeighbourOf, -1));
  useShortcut("nextUnread", (event) => go(event, unreadNeighbourOf, 1));
  useEffect(() => {
    if (!gone.current || open === undefined) return;
    gone.current = false;
    const entry = document.querySelector(`[data-region="list"] a[href="${CSS.escape(permalink(open))}"]`);
    entry?.scrollIntoView({ block: "nearest" });
  }, [open]);
}

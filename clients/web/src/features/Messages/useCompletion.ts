import { type KeyboardEvent, useId, useMemo, useState } from "react";
import { useIntl } from "react-intl";
import { useMessenger } from "../../client.ts";
import { triggerAt } from "./completion.model.ts";
import { withUsed } from "./emoji.model.ts";
import { wordsForEveryone } from "./mentionWords.ts";
import { keyOfOffer, type Offer } from "./offers.model.ts";
import { useEmojiOffers } from "./useEmojiOffers.ts";
import { useMentionOffers } from "./useMentionOffers.ts";
import type { useWritten } from "./useWritten.ts";

/** Offers names after `@` and emoji after `:`. */
export function useCompletion(
  conversationId: string,
  {
    written,
    caret,
    composing,
    typed,
    type,
  }: Pick<ReturnType<typeof useWritten>, "written" | "caret" | "composing" | "typed" | "type">,
) {
  const intl = useIntl();
  const messenger = useMessenger();
  const listId = useId();
  const trigger = useMemo(() => triggerAt(written, caret), [written, caret]);
  // Where the user has closed the list: it does not come back for the same sign.
  const [closedAt, setClosedAt] = useState<number>();
  const [chosen, setChosen] = useState<{ readonly query: string; readonly place: number }>();
  const [away, setAway] = useState(false);
  const open = typed && !away && trigger !== undefined && trigger.from !== closedAt ? trigger : undefined;
  const people = useMentionOffers(conversationId, open?.kind === "mention" ? open.query : undefined);
  const emoji = useEmojiOffers(open?.kind === "emoji" && !composing ? open.query : undefined);
  const offers = open === undefined ? [] : open.kind === "mention" ? people : emoji;
  const place = chosen?.query === open?.query ? Math.min(chosen?.place ?? 0, offers.length - 1) : 0;
  const shown = offers.length > 0;
  if (trigger === undefined && closedAt !== undefined) setClosedAt(undefined);

  const take = (offer: Offer) => {
    if (open === undefined) return;
    const to = open.from + 1 + open.query.length;
    switch (offer.kind) {
      case "person": {
        const name = messenger.directory.store.getState().users.get(offer.userId)?.displayName ?? "…";
        type(open.from, to, `@${name} `, offer.userId);
        break;
      }
      case "everyone":
        type(open.from, to, `${wordsForEveryone(intl, offer.scope)} `, offer.scope);
        break;
      case "emoji":
        messenger.changeSettings({ recentEmoji: withUsed(messenger.settings.getState().recentEmoji, offer.emoji) });
        type(open.from, to, offer.emoji);
        break;
      default:
        offer satisfies never;
    }
  };

  /** Whether the key was for the list. */
  const keyDown = (event: KeyboardEvent): boolean => {
    if (!shown || open === undefined) return false;
    const offer = offers[place];
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp": {
        const step = event.key === "ArrowDown" ? 1 : offers.length - 1;
        setChosen({ query: open.query, place: (place + step) % offers.length });
        break;
      }
      case "Enter":
      case "Tab":
        if (event.shiftKey || offer === undefined) return false;
        take(offer);
        break;
      case "Escape":
        setClosedAt(open.from);
        break;
      default:
        return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  };

  const active = shown ? offers[place] : undefined;
  const optionId = (offer: Offer) => `${listId}-${keyOfOffer(offer)}`;
  return {
    keyDown,
    focus: { onFocus: () => setAway(false), onBlur: () => setAway(true) },
    list: { id: listId, kind: open?.kind ?? "mention", offers, active, optionId, take } as const,
    /** What the field says of the list. */
    aria: {
      "aria-autocomplete": "list",
      "aria-controls": shown ? listId : undefined,
      "aria-activedescendant": active === undefined ? undefined : optionId(active),
    } as const,
  };
}

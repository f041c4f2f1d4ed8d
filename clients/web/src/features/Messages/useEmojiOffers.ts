import { useEffect, useMemo, useState } from "react";
import { useIntl } from "react-intl";
import { type EmojiGroups, findEmoji, loadEmoji, nameOfEmoji } from "./emoji.model.ts";
import type { Offer } from "./offers.model.ts";

const LIMIT = 10;

/** The emoji that a word may mean; none while there is no question. */
export function useEmojiOffers(query: string | undefined): readonly Offer[] {
  const { locale } = useIntl();
  const [groups, setGroups] = useState<EmojiGroups>();
  const asked = query !== undefined;
  useEffect(() => {
    // Without a connection there is nothing to offer, and the text goes on as it is.
    if (asked) loadEmoji().then(setGroups, () => undefined);
  }, [asked]);
  return useMemo(() => {
    if (query === undefined || groups === undefined) return [];
    return findEmoji(groups, query, LIMIT).map((one) => ({
      kind: "emoji",
      emoji: one.emoji,
      name: nameOfEmoji(one, locale),
    }));
  }, [query, groups, locale]);
}

import type { Hit } from "../../core/names/NameIndex.ts";
import type { Conversation, MemberRole, Message } from "../../wire/index.ts";
import { isAtLeast } from "../Conversations/group.model.ts";

/** Something that may be taken into the text in place of what was typed. */
export type Offer =
  | { readonly kind: "person"; readonly userId: string; readonly hit?: Hit }
  | { readonly kind: "everyone"; readonly scope: "all" | "here" }
  | { readonly kind: "emoji"; readonly emoji: string; readonly name: string };

export const keyOfOffer = (offer: Offer): string => {
  switch (offer.kind) {
    case "person":
      return offer.userId;
    case "everyone":
      return offer.scope;
    case "emoji":
      return offer.emoji;
    default:
      return offer satisfies never;
  }
};

/** Whether somebody with a role may mention everybody in a conversation. */
export const mayMentionAll = ({ kind, mentioningEveryone }: Conversation, role: MemberRole): boolean =>
  kind === "group" && isAtLeast(role, mentioningEveryone);

/** Who wrote last, the latest first, each once. */
export function heardLately(run: readonly Message[], me: string): readonly string[] {
  const heard = new Set<string>();
  for (const { senderId, kind } of run.slice(-200).reverse()) {
    if (senderId !== me && kind !== "system") heard.add(senderId);
  }
  return [...heard];
}

/** Of equal fits, whoever was heard lately comes first. Without a question: those, then the others in the order given. */
export function peopleToOffer(
  hits: readonly Hit[] | undefined,
  members: readonly string[],
  heard: readonly string[],
  limit: number,
): readonly Offer[] {
  const place = new Map(heard.map((id, index) => [id, index]));
  const placeOf = (id: string) => place.get(id) ?? heard.length;
  if (hits === undefined) {
    const lately = heard.filter((id) => members.includes(id));
    const others = members.filter((id) => !place.has(id));
    return [...lately, ...others].slice(0, limit).map((userId) => ({ kind: "person", userId }));
  }
  return [...hits]
    .sort((a, b) => a.rank - b.rank || placeOf(a.id) - placeOf(b.id))
    .slice(0, limit)
    .map((hit) => ({ kind: "person", userId: hit.id, hit }));
}

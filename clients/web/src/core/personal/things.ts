import type { PersonalItem, PersonalKind } from "../../wire/index.ts";

/** One kind of a user's own things, by key. What was removed is not there. */
export type ThingsOfKind = ReadonlyMap<string, PersonalItem>;

/** A user's own things by kind. A kind in which nothing changed stays the same object. */
export type Things = { readonly [Kind in PersonalKind]?: ThingsOfKind | undefined };

export const idOf = ({ kind, key }: Pick<PersonalItem, "kind" | "key">): string => `${kind} ${key}`;

/** The key of what is about one message. */
export const messageKey = (conversationId: string, seq: number): string => `${conversationId}/${seq}`;

/** The message that such a key names. */
export function messageOf(key: string): { readonly conversationId: string; readonly seq: number } {
  const [conversationId = "", seq] = key.split("/");
  return { conversationId, seq: Number(seq) };
}

/** Puts changed things among the others; removed ones go. */
export function putThings(things: Things, items: Iterable<PersonalItem>): Things {
  const changed = new Map<PersonalKind, Map<string, PersonalItem>>();
  for (const item of items) {
    const kind = changed.get(item.kind) ?? new Map(things[item.kind]);
    changed.set(item.kind, kind);
    if (item.deleted === true) kind.delete(item.key);
    else kind.set(item.key, item);
  }
  return { ...things, ...Object.fromEntries(changed) };
}

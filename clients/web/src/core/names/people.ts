import type { User } from "../../wire/index.ts";
import type { Named } from "./NameIndex.ts";

/** What a colleague is found by. `ownName` is the one that everybody sees; the user's own name for him may stand before it. */
export function namesOf(user: User, ownName = user.displayName): Named {
  const { id, displayName, userName, title, department, pinyin } = user;
  return {
    id,
    names: [...new Set([displayName, ownName, userName])],
    about: [title, department].filter((text) => text !== undefined),
    ...(pinyin === undefined ? {} : { spoken: { name: ownName, syllables: pinyin } }),
  };
}

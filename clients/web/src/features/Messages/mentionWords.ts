import type { IntlShape } from "react-intl";
import type { User } from "../../wire/index.ts";
import type { MentionWords } from "./plain.model.ts";

/** What everybody, or everybody who is online, is called in a text. */
export const wordsForEveryone = (intl: IntlShape, scope: "all" | "here"): string =>
  intl.formatMessage({ id: scope === "all" ? "message.mentionAll" : "message.mentionHere" });

/** What stands in a text in place of its mentions, by the names that people have now. */
export const mentionWords = (intl: IntlShape, users: ReadonlyMap<string, User>): MentionWords => ({
  everyone: (scope) => wordsForEveryone(intl, scope),
  name: (id) => users.get(id)?.displayName ?? "…",
});

import { useMemo } from "react";
import { useIntl } from "react-intl";
import { useMe, useUser, useUsers } from "../../client.ts";
import { namedIn } from "./mentions.model.ts";
import { wordsForEveryone } from "./mentionWords.ts";
import { plainText } from "./plain.model.ts";
import styles from "./Row.module.css";

/** Somebody who is mentioned, by the name that he has now; a press opens his card. */
export function Mention({ userId }: { readonly userId: string }) {
  const { me, openProfile } = useMe().messenger;
  const user = useUser(userId);
  return (
    <button
      type="button"
      className={styles["mention"]}
      data-me={userId === me || undefined}
      aria-haspopup="dialog"
      onClick={() => openProfile.open(userId)}
    >
      <bdi>@{user?.displayName ?? "…"}</bdi>
    </button>
  );
}

/** Everybody, or everybody who was online. */
export function MentionOfAll({ scope }: { readonly scope: "all" | "here" }) {
  return (
    <span className={styles["mention"]} data-me>
      {wordsForEveryone(useIntl(), scope)}
    </span>
  );
}

/** A text on one line of a list or for a screen reader, with names in the place of mentions. */
export function usePlainText(text: string): string {
  const intl = useIntl();
  const ids = useMemo(() => namedIn(text), [text]);
  const users = useUsers(ids);
  return plainText(text, {
    everyone: (scope) => wordsForEveryone(intl, scope),
    name: (id) => users[ids.indexOf(id)]?.displayName ?? "…",
  });
}

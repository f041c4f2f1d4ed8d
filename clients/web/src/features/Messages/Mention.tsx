import { useMemo } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useMe, useUser, useUsers } from "../../client.ts";
import styles from "./Messages.module.css";
import { namedIn, plainText } from "./mentions.model.ts";

/** Somebody who is mentioned, by the name that he has now. */
export function Mention({ userId }: { readonly userId: string }) {
  const { me } = useMe().messenger;
  const user = useUser(userId);
  return (
    <bdi className={styles["mention"]} data-me={userId === me || undefined}>
      @{user?.displayName ?? "…"}
    </bdi>
  );
}

/** Everybody, or everybody who was online. */
export function MentionOfAll({ scope }: { readonly scope: "all" | "here" }) {
  return (
    <span className={styles["mention"]} data-me>
      <FormattedMessage id={scope === "all" ? "message.mentionAll" : "message.mentionHere"} />
    </span>
  );
}

/** A text on one line of a list or for a screen reader, with names in the place of mentions. */
export function usePlainText(text: string): string {
  const intl = useIntl();
  const ids = useMemo(() => namedIn(text), [text]);
  const users = useUsers(ids);
  return plainText(text, (mention) => {
    if ("everyone" in mention) {
      return intl.formatMessage({ id: mention.everyone === "all" ? "message.mentionAll" : "message.mentionHere" });
    }
    return `@${users[ids.indexOf(mention.userId)]?.displayName ?? "…"}`;
  });
}

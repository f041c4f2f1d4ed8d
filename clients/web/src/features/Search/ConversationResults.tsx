import { FormattedMessage } from "react-intl";
import { Link } from "wouter";
import { ConversationAvatar } from "../Conversations/ConversationAvatar.tsx";
import rows from "../Conversations/Entry.module.css";
import { useNamedConversations } from "../Conversations/useNamedConversations.ts";
import { permalink } from "../Messages/view.model.ts";
import { stop } from "./resultKeys.ts";
import styles from "./Search.module.css";

/** The user's own conversations by their names, which are all known here. */
export function ConversationResults({ text }: { readonly text: string }) {
  const found = useNamedConversations(text);
  return (
    <>
      <p className={styles["status"]} role="status">
        {found.length === 0 ? (
          <FormattedMessage id="search.noConversation" />
        ) : (
          <FormattedMessage id="search.shown" values={{ count: found.length }} />
        )}
      </p>
      <ul className={styles["results"]}>
        {found.map(({ head: { conversation, peerId }, title }) => (
          <li key={conversation.id}>
            <Link className={rows["person"]} href={permalink(conversation.id)} {...stop}>
              <ConversationAvatar conversation={conversation} title={title} peerId={peerId} />
              <span className={rows["entryText"]}>
                <bdi className={rows["entryTitle"]}>{title}</bdi>
                {conversation.kind === "group" && (
                  <span className={rows["preview"]}>
                    <FormattedMessage id="group.members" values={{ count: conversation.memberCount }} />
                  </span>
                )}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

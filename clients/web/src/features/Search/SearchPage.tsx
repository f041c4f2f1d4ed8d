import { Tabs } from "radix-ui";
import { useEffect, useRef } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useMessenger } from "../../client.ts";
import type { MessageId } from "../../i18n/I18n.tsx";
import { useShortcut } from "../../ui/shortcuts/useShortcut.ts";
import { ConversationResults } from "./ConversationResults.tsx";
import { FileFilters } from "./FileFilters.tsx";
import { FileResults } from "./FileResults.tsx";
import { MessageFilters } from "./MessageFilters.tsx";
import { MessageResults } from "./MessageResults.tsx";
import { PeopleResults } from "./PeopleResults.tsx";
import { onResultKey } from "./resultKeys.ts";
import styles from "./Search.module.css";
import { SearchField } from "./SearchField.tsx";
import { SEARCH_TABS, type SearchTab, tabOf } from "./search.model.ts";
import { useReturn, useSearchAddress } from "./useSearchAddress.ts";

const tabs: Record<SearchTab, MessageId> = {
  messages: "search.messages",
  files: "files.title",
  conversations: "conversations.title",
  people: "people.title",
};

/** Finds messages, files, conversations and people. What is searched for stands in the address. */
export function SearchPage() {
  const intl = useIntl();
  const { messages, files, people } = useMessenger().finders;
  const { address, change } = useSearchAddress();
  const { left } = useReturn();
  const field = useRef<HTMLInputElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus is taken once, and not from the result that one came back from
  useEffect(() => {
    if (left === undefined) field.current?.focus();
  }, []);
  useShortcut("search", () => {
    field.current?.focus();
    field.current?.select();
    return true;
  });
  const finders = { messages, files, people, conversations: undefined };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of what has the focus in it
    <div className={styles["page"]} onKeyDown={onResultKey}>
      <h1 className={styles["heading"]}>
        <FormattedMessage id="search.title" />
      </h1>
      <SearchField
        field={field}
        label={intl.formatMessage({ id: "search.title" })}
        placeholder={intl.formatMessage({ id: "search.placeholder" })}
        text={address.text}
        onText={(text) => change({ text })}
        onAgain={() => finders[address.tab]?.again()}
      />
      <Tabs.Root
        className={styles["body"]}
        value={address.tab}
        onValueChange={(value) => change({ tab: tabOf(value) })}
      >
        <Tabs.List className={styles["tabs"]} aria-label={intl.formatMessage({ id: "search.kinds" })}>
          {SEARCH_TABS.map((tab) => (
            <Tabs.Trigger key={tab} value={tab} className={styles["tab"]}>
              <FormattedMessage id={tabs[tab]} />
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content className={styles["body"]} value="messages" tabIndex={-1}>
          <MessageFilters search={address} onChange={change} />
          <MessageResults search={address} onChange={change} />
        </Tabs.Content>
        <Tabs.Content className={styles["body"]} value="files" tabIndex={-1}>
          <FileFilters search={address} onChange={change} />
          <FileResults search={address} />
        </Tabs.Content>
        <Tabs.Content className={styles["body"]} value="conversations" tabIndex={-1}>
          <ConversationResults text={address.text} />
        </Tabs.Content>
        <Tabs.Content className={styles["body"]} value="people" tabIndex={-1}>
          <PeopleResults text={address.text} />
        </Tabs.Content>
      </Tabs.Root>
    </div>
  );
}

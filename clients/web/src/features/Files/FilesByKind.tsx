import { Tabs } from "radix-ui";
import { useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import type { MessageId } from "../../i18n/I18n.tsx";
import search from "../Search/Search.module.css";
import { FilesOfKind } from "./FilesOfKind.tsx";
import listing from "./Listing.module.css";
import { FILE_TABS, type FileTab } from "./listing.model.ts";

const words: Record<FileTab, MessageId> = { seen: "files.seen", heard: "files.heard", saved: "files.saved" };

/** All files of a conversation. */
export function FilesByKind({ conversationId }: { readonly conversationId: string }) {
  const intl = useIntl();
  const [chosen, setChosen] = useState<FileTab>("seen");
  return (
    <Tabs.Root
      className={search["body"]}
      value={chosen}
      onValueChange={(value) => setChosen(FILE_TABS.find((tab) => tab === value) ?? chosen)}
    >
      <Tabs.List
        className={`${search["tabs"]} ${listing["kinds"]}`}
        aria-label={intl.formatMessage({ id: "files.title" })}
      >
        {FILE_TABS.map((tab) => (
          <Tabs.Trigger key={tab} value={tab} className={search["tab"]}>
            <FormattedMessage id={words[tab]} />
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content value={chosen} tabIndex={-1}>
        <FilesOfKind key={chosen} conversationId={conversationId} tab={chosen} />
      </Tabs.Content>
    </Tabs.Root>
  );
}

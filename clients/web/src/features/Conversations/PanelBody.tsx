import { ArrowLeft, FolderOpen, Info, type LucideIcon, Pin, Search, SlidersHorizontal, Users, X } from "lucide-react";
import { Dialog, Tabs } from "radix-ui";
import { FormattedMessage, useIntl } from "react-intl";
import type { PanelTab } from "../../core/cache/Vault.ts";
import type { MessageId } from "../../i18n/I18n.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import type { ConversationHead } from "../../wire/index.ts";
import { AboutPerson } from "../Directory/AboutPerson.tsx";
import { FilesByKind } from "../Files/FilesByKind.tsx";
import { SearchHere } from "../Search/SearchHere.tsx";
import { GroupDetails } from "./GroupDetails.tsx";
import { GroupMembers } from "./GroupMembers.tsx";
import { OwnSettings } from "./OwnSettings.tsx";
import styles from "./Panel.module.css";
import { PinsList } from "./PinsList.tsx";
import { tabsOf } from "./panel.model.ts";
import type { Panel } from "./usePanel.ts";

const looks: Record<PanelTab, readonly [LucideIcon, MessageId]> = {
  about: [Info, "details.about"],
  members: [Users, "details.members"],
  files: [FolderOpen, "files.title"],
  pins: [Pin, "details.pins"],
  search: [Search, "search.title"],
  own: [SlidersHorizontal, "settings.title"],
};

interface PanelBodyProps {
  readonly head: ConversationHead;
  readonly panel: Panel;
  readonly tab: PanelTab;
  readonly title: string;
}

export function PanelBody({ head, panel, tab, title }: PanelBodyProps) {
  const intl = useIntl();
  const { kind } = head.conversation;
  const isWhole = panel.place === "whole";
  const close = (
    <IconButton
      icon={isWhole ? ArrowLeft : X}
      label={intl.formatMessage({ id: isWhole ? "back" : "close" })}
      onClick={panel.close}
    />
  );
  return (
    <Tabs.Root
      className={styles["body"]}
      value={tab}
      onValueChange={(value) => panel.open(tabsOf(kind).find((one) => one === value))}
    >
      <header className={styles["head"]}>
        {isWhole && close}
        {panel.place === "column" ? (
          <h2 className={styles["title"]}>{title}</h2>
        ) : (
          <Dialog.Title className={styles["title"]}>{title}</Dialog.Title>
        )}
        {!isWhole && close}
      </header>
      <Tabs.List className={styles["tabs"]} aria-label={title}>
        {tabsOf(kind).map((one) => {
          const [Icon, words] = looks[one];
          return (
            <Tabs.Trigger key={one} value={one} className={styles["tab"]}>
              <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
              <span>
                <FormattedMessage id={words} />
              </span>
            </Tabs.Trigger>
          );
        })}
      </Tabs.List>
      <Tabs.Content className={styles["content"]} value={tab} tabIndex={-1}>
        <Content head={head} panel={panel} tab={tab} />
      </Tabs.Content>
    </Tabs.Root>
  );
}

function Content({ head, panel, tab }: Omit<PanelBodyProps, "title">) {
  const { id } = head.conversation;
  switch (tab) {
    case "about":
      return head.peerId === undefined ? <GroupDetails head={head} /> : <AboutPerson userId={head.peerId} />;
    case "members":
      return <GroupMembers head={head} />;
    case "files":
      return <FilesByKind conversationId={id} />;
    case "pins":
      return <PinsList conversationId={id} />;
    case "search":
      return <SearchHere conversationId={id} panel={panel} />;
    case "own":
      return <OwnSettings head={head} />;
    default:
      return tab satisfies never;
  }
}

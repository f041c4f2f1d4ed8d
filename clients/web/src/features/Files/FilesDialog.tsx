import { Tabs } from "radix-ui";
import { useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import type { MessageId } from "../../i18n/I18n.tsx";
import { Modal } from "../../ui/Modal.tsx";
import search from "../Search/Search.module.css";
import { FilesOfKind } from "./FilesOfKind.tsx";
import { FILE_TABS, type FileTab } from "./listing.model.ts";

const words: Record<FileTab, MessageId> = { seen: "files.seen", heard: "files.heard", saved: "files.saved" };

interface FilesDialogProps {
  readonly conversationId: string;
  readonly onClose: () => void;
}

/** All files of a conversation. */
export function FilesDialog({ conversationId, onClose }: FilesDialogProps) {
  const intl = useIntl();
  const [chosen, setChosen] = useState<FileTab>("seen");
  const title = intl.formatMessage({ id: "files.title" });
  return (
    <Modal title={title} onClose={onClose}>
      <Tabs.Root
        className={search["body"]}
        value={chosen}
        onValueChange={(value) => setChosen(FILE_TABS.find((tab) => tab === value) ?? chosen)}
      >
        <Tabs.List className={search["tabs"]} aria-label={title}>
          {FILE_TABS.map((tab) => (
            <Tabs.Trigger key={tab} value={tab} className={search["tab"]}>
              <FormattedMessage id={words[tab]} />
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value={chosen} tabIndex={-1}>
          <FilesOfKind key={chosen} conversationId={conversationId} tab={chosen} onLeave={onClose} />
        </Tabs.Content>
      </Tabs.Root>
    </Modal>
  );
}

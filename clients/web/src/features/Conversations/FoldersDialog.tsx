import { Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { chance } from "../../browser/ports.ts";
import { useMessenger, useThings } from "../../client.ts";
import { folderItem, removed } from "../../core/personal/items.ts";
import controls from "../../ui/controls.module.css";
import { FailureText } from "../../ui/FailureText.tsx";
import { Field } from "../../ui/Field.tsx";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Folder } from "../../wire/index.ts";
import styles from "./Groups.module.css";
import { foldersOf } from "./list.model.ts";

/** Makes folders, names them anew and deletes them; the conversations in a deleted one stay. */
export function FoldersDialog({ onClose }: { readonly onClose: () => void }) {
  const intl = useIntl();
  const { personal } = useMessenger();
  const folders = foldersOf({ folder: useThings("folder") });
  const { failure, run } = useCommand();
  const [name, setName] = useState("");
  const create = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    const position = Math.max(0, ...folders.map((folder) => (folder.position ?? 0) + 1));
    void run(
      () => personal.put(folderItem(chance.id(), { name: name.trim(), position, conversationIds: [] })),
      () => setName(""),
    );
  };
  return (
    <Modal title={intl.formatMessage({ id: "folders.title" })} onClose={onClose}>
      {folders.length === 0 && (
        <p>
          <FormattedMessage id="folders.none" />
        </p>
      )}
      {folders.map(({ key, ...folder }) => (
        <FolderRow
          key={key}
          folder={folder}
          onRename={(next) => void run(() => personal.put(folderItem(key, { ...folder, name: next })))}
          onRemove={() => void run(() => personal.put(removed("folder", key)))}
        />
      ))}
      <form className={styles["folderRow"]} onSubmit={create}>
        <Field
          label={intl.formatMessage({ id: "folders.new" })}
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" className={controls["button"]} disabled={name.trim() === ""}>
          <FormattedMessage id="folders.create" />
        </button>
      </form>
      <FailureText failure={failure} />
    </Modal>
  );
}

interface FolderRowProps {
  readonly folder: Folder;
  readonly onRename: (name: string) => void;
  readonly onRemove: () => void;
}

function FolderRow({ folder, onRename, onRemove }: FolderRowProps) {
  const intl = useIntl();
  const [name, setName] = useState(folder.name);
  const wanted = name.trim();
  return (
    <form
      className={styles["folderRow"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted !== "" && wanted !== folder.name) onRename(wanted);
      }}
    >
      <Field
        label={intl.formatMessage({ id: "folders.name" })}
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" className={controls["button"]} disabled={wanted === "" || wanted === folder.name}>
        <FormattedMessage id="save" />
      </button>
      <button
        type="button"
        className={controls["icon"]}
        aria-label={intl.formatMessage({ id: "folders.remove" }, { name: folder.name })}
        onClick={onRemove}
      >
        <Trash2 size={18} strokeWidth={1.75} />
      </button>
    </form>
  );
}

import { FolderCog } from "lucide-react";
import { useIntl } from "react-intl";
import { useThings } from "../../client.ts";
import controls from "../../ui/controls.module.css";
import styles from "./Conversations.module.css";
import { type Filter, foldersOf } from "./list.model.ts";

interface ListFilterProps {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
  readonly onFolders: () => void;
}

const FOLDER = "folder ";

/** Chooses which conversations the list shows, and leads to the folders. */
export function ListFilter({ filter, onChange, onFolders }: ListFilterProps) {
  const intl = useIntl();
  const folders = foldersOf({ folder: useThings("folder") });
  const chosen = (value: string) => {
    if (value.startsWith(FOLDER)) onChange({ folder: value.slice(FOLDER.length) });
    else onChange(value === "favourites" ? "favourites" : "all");
  };
  const manage = intl.formatMessage({ id: "folders.manage" });
  return (
    <div className={styles["filter"]}>
      <select
        aria-label={intl.formatMessage({ id: "conversations.filter" })}
        value={typeof filter === "string" ? filter : FOLDER + filter.folder}
        onChange={(event) => chosen(event.target.value)}
      >
        <option value="all">{intl.formatMessage({ id: "conversations.filterAll" })}</option>
        <option value="favourites">{intl.formatMessage({ id: "conversations.filterFavourites" })}</option>
        {folders.map(({ key, name }) => (
          <option key={key} value={FOLDER + key}>
            {name}
          </option>
        ))}
      </select>
      <button type="button" className={controls["icon"]} aria-label={manage} title={manage} onClick={onFolders}>
        <FolderCog size={18} strokeWidth={1.75} />
      </button>
    </div>
  );
}

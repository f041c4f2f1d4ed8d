import { ChevronDown } from "lucide-react";
import { FormattedMessage, useIntl } from "react-intl";
import { useThings } from "../../client.ts";
import type { MessageId } from "../../i18n/I18n.tsx";
import { lazily } from "../../ui/lazily.tsx";
import { MenuButton } from "../../ui/MenuButton.tsx";
import styles from "./List.module.css";
import { FAVOURITES, type Filter, foldersOf, QUICK_FILTERS } from "./list.model.ts";

const MoreFiltersItems = lazily(async () => (await import("./MoreFiltersItems.tsx")).MoreFiltersItems);

const words: Record<(typeof QUICK_FILTERS)[number], MessageId> = {
  all: "conversations.filterAll",
  unread: "conversations.filterUnread",
  mentions: "conversations.filterMentions",
};

export interface ListFilterProps {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
  readonly onFolders: () => void;
}

/** Chooses which conversations the list shows, and leads to the folders. */
export function ListFilter({ filter, onChange, onFolders }: ListFilterProps) {
  const intl = useIntl();
  return (
    <fieldset className={styles["filter"]}>
      <legend>{intl.formatMessage({ id: "conversations.filter" })}</legend>
      {QUICK_FILTERS.map((one) => (
        <button
          key={one}
          type="button"
          className={styles["segment"]}
          aria-pressed={filter === one}
          onClick={() => onChange(one)}
        >
          <FormattedMessage id={words[one]} />
        </button>
      ))}
      <MoreFilters filter={filter} onChange={onChange} onFolders={onFolders} />
    </fieldset>
  );
}

function MoreFilters(props: ListFilterProps) {
  const intl = useIntl();
  const { filter } = props;
  const folders = foldersOf({ folder: useThings("folder") });
  const value = typeof filter === "object" ? filter.folder : filter;
  const chosen =
    value === FAVOURITES
      ? intl.formatMessage({ id: "conversations.filterFavourites" })
      : folders.find(({ key }) => key === value)?.name;
  const words = chosen ?? intl.formatMessage({ id: "conversations.folders" });
  return (
    <MenuButton
      className={styles["segment"]}
      data-on={chosen !== undefined || undefined}
      layer={(by) => <MoreFiltersItems {...props} {...by} label={words} />}
    >
      <bdi>{words}</bdi>
      <ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />
    </MenuButton>
  );
}

import { ChevronDown } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { FormattedMessage, useIntl } from "react-intl";
import { useThings } from "../../client.ts";
import type { MessageId } from "../../i18n/I18n.tsx";
import controls from "../../ui/controls.module.css";
import styles from "./List.module.css";
import { type Filter, foldersOf, QUICK_FILTERS } from "./list.model.ts";

const words: Record<(typeof QUICK_FILTERS)[number], MessageId> = {
  all: "conversations.filterAll",
  unread: "conversations.filterUnread",
  mentions: "conversations.filterMentions",
};

interface ListFilterProps {
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

const FAVOURITES = "favourites";

function MoreFilters({ filter, onChange, onFolders }: ListFilterProps) {
  const intl = useIntl();
  const folders = foldersOf({ folder: useThings("folder") });
  const value = typeof filter === "object" ? filter.folder : filter;
  const chosen =
    value === FAVOURITES
      ? intl.formatMessage({ id: "conversations.filterFavourites" })
      : folders.find(({ key }) => key === value)?.name;
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className={styles["segment"]} data-on={chosen !== undefined || undefined}>
        <bdi>{chosen ?? intl.formatMessage({ id: "conversations.folders" })}</bdi>
        <ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={controls["menu"]} align="end" collisionPadding={8}>
          <DropdownMenu.RadioGroup
            value={value}
            onValueChange={(key) => onChange(key === FAVOURITES ? key : { folder: key })}
          >
            <DropdownMenu.RadioItem className={controls["item"]} value={FAVOURITES}>
              <FormattedMessage id="conversations.filterFavourites" />
            </DropdownMenu.RadioItem>
            {folders.map(({ key, name }) => (
              <DropdownMenu.RadioItem key={key} className={controls["item"]} value={key}>
                <bdi>{name}</bdi>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className={controls["separator"]} />
          <DropdownMenu.Item className={controls["item"]} onSelect={onFolders}>
            <FormattedMessage id="folders.manage" />
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

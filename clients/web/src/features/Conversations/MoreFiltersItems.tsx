import { DropdownMenu } from "radix-ui";
import { FormattedMessage } from "react-intl";
import { useThings } from "../../client.ts";
import { AnchoredMenu } from "../../ui/AnchoredMenu.tsx";
import controls from "../../ui/controls.module.css";
import type { OpenedBy } from "../../ui/MenuButton.tsx";
import type { ListFilterProps } from "./ListFilter.tsx";
import { FAVOURITES, foldersOf } from "./list.model.ts";

interface MoreFiltersItemsProps extends ListFilterProps, OpenedBy {
  readonly label: string;
}

/** The folders, one of which the list shows, and the way to them. */
export function MoreFiltersItems({ filter, onChange, onFolders, ...menu }: MoreFiltersItemsProps) {
  const folders = foldersOf({ folder: useThings("folder") });
  const value = typeof filter === "object" ? filter.folder : filter;
  return (
    <AnchoredMenu {...menu} align="end">
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
    </AnchoredMenu>
  );
}

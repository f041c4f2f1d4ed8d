import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { FormattedMessage } from "react-intl";
import type { MessageId } from "../../i18n/I18n.tsx";
import controls from "../../ui/controls.module.css";

/** A menu in a menu. */
export function MenuPart({ id, children }: { readonly id: MessageId; readonly children: ReactNode }) {
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={controls["item"]}>
        <FormattedMessage id={id} />
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent className={controls["menu"]} collisionPadding={8}>
          {children}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  );
}

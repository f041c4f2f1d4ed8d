import { DropdownMenu } from "radix-ui";
import { type ReactNode, useState } from "react";
import controls from "./controls.module.css";
import type { OpenedBy } from "./MenuButton.tsx";

interface AnchoredMenuProps extends OpenedBy {
  readonly label: string;
  readonly align: "start" | "end";
  readonly children: ReactNode;
}

/** A menu beside the button that opened it, which gets the focus back. */
export function AnchoredMenu({ opener, label, align, onClose, children }: AnchoredMenuProps) {
  const [{ left, top, width, height }] = useState(() => opener.getBoundingClientRect());
  return (
    <DropdownMenu.Root open onOpenChange={(open) => !open && onClose()}>
      <DropdownMenu.Trigger asChild>
        <span aria-hidden="true" style={{ position: "fixed", left, top, width, height, pointerEvents: "none" }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={controls["menu"]}
          aria-label={label}
          aria-labelledby={undefined}
          align={align}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            opener.focus();
          }}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

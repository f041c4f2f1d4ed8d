import { Popover } from "radix-ui";
import { useRef } from "react";
import controls from "../../ui/controls.module.css";
import type { OpenedBy } from "../../ui/MenuButton.tsx";
import { EmojiPicker } from "./EmojiPicker.tsx";

interface EmojiPopoverProps extends OpenedBy {
  readonly label: string;
  readonly onChoose: (emoji: string) => void;
  readonly onClosed: () => void;
}

/** The choice of emoji over the button that opened it. */
export function EmojiPopover({ opener, label, onChoose, onClose, onClosed }: EmojiPopoverProps) {
  const anchor = useRef(opener);
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Portal>
        <Popover.Content
          className={controls["menu"]}
          aria-label={label}
          side="top"
          align="end"
          collisionPadding={8}
          // A press on the button that opened it would close it, and open it again.
          onInteractOutside={(event) => {
            if (event.target instanceof Node && opener.contains(event.target)) event.preventDefault();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            onClosed();
          }}
        >
          <EmojiPicker
            onChoose={(emoji) => {
              onClose();
              onChoose(emoji);
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

import { Smile } from "lucide-react";
import { Popover } from "radix-ui";
import { useState } from "react";
import { useIntl } from "react-intl";
import controls from "../../ui/controls.module.css";
import { lazily } from "../../ui/lazily.tsx";

const EmojiPicker = lazily(async () => (await import("./EmojiPicker.tsx")).EmojiPicker);

interface EmojiButtonProps {
  readonly onChoose: (emoji: string) => void;
  /** Where the focus goes once the picker is closed. */
  readonly onClosed: () => void;
}

/** Opens the choice of emoji. */
export function EmojiButton({ onChoose, onClosed }: EmojiButtonProps) {
  const intl = useIntl();
  const [open, setOpen] = useState(false);
  const label = intl.formatMessage({ id: "emoji.open" });
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className={controls["icon"]} aria-label={label} title={label}>
        <Smile size={20} strokeWidth={1.75} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={controls["menu"]}
          aria-label={label}
          side="top"
          align="end"
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            onClosed();
          }}
        >
          <EmojiPicker
            onChoose={(emoji) => {
              setOpen(false);
              onChoose(emoji);
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

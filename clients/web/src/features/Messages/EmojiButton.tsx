import { Smile } from "lucide-react";
import { useIntl } from "react-intl";
import controls from "../../ui/controls.module.css";
import { lazily } from "../../ui/lazily.tsx";
import { MenuButton } from "../../ui/MenuButton.tsx";

const EmojiPopover = lazily(async () => (await import("./EmojiPopover.tsx")).EmojiPopover);

interface EmojiButtonProps {
  readonly onChoose: (emoji: string) => void;
  /** Where the focus goes once the picker is closed. */
  readonly onClosed: () => void;
}

/** Opens the choice of emoji. */
export function EmojiButton({ onChoose, onClosed }: EmojiButtonProps) {
  const label = useIntl().formatMessage({ id: "emoji.open" });
  return (
    <MenuButton
      className={controls["icon"]}
      aria-label={label}
      title={label}
      opens="dialog"
      layer={(by) => <EmojiPopover {...by} label={label} onChoose={onChoose} onClosed={onClosed} />}
    >
      <Smile size={20} strokeWidth={1.75} />
    </MenuButton>
  );
}

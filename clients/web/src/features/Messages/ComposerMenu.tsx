import { Plus } from "lucide-react";
import { useIntl } from "react-intl";
import type { Extras } from "../../core/outbox/OutboxRow.ts";
import controls from "../../ui/controls.module.css";
import { lazily } from "../../ui/lazily.tsx";
import { MenuButton } from "../../ui/MenuButton.tsx";

const ComposerMenuItems = lazily(async () => (await import("./ComposerMenuItems.tsx")).ComposerMenuItems);

export type ComposerDialog = "poll" | "schedule";

export interface ComposerMenuProps {
  readonly extras: Extras;
  readonly onExtras: (extras: Extras) => void;
  readonly onDialog: (dialog: ComposerDialog) => void;
}

/** Opens the choice of what a message can be besides a text that is sent now. */
export function ComposerMenu(props: ComposerMenuProps) {
  const label = useIntl().formatMessage({ id: "composer.more" });
  return (
    <MenuButton
      className={controls["icon"]}
      aria-label={label}
      title={label}
      layer={(by) => <ComposerMenuItems {...props} {...by} label={label} />}
    >
      <Plus size={20} strokeWidth={1.75} />
    </MenuButton>
  );
}

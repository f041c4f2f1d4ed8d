import { DropdownMenu } from "radix-ui";
import { FormattedMessage } from "react-intl";
import { useMe } from "../../client.ts";
import type { MessageId } from "../../i18n/I18n.tsx";
import { AnchoredMenu } from "../../ui/AnchoredMenu.tsx";
import controls from "../../ui/controls.module.css";
import type { OpenedBy } from "../../ui/MenuButton.tsx";
import type { ComposerMenuProps } from "./ComposerMenu.tsx";
import { vanishChoices } from "./duration.model.ts";
import { useDuration } from "./useDuration.ts";

interface ComposerMenuItemsProps extends ComposerMenuProps, OpenedBy {
  readonly label: string;
}

/** What a message can be besides a text that is sent now. */
export function ComposerMenuItems({ extras, onExtras, onDialog, ...menu }: ComposerMenuItemsProps) {
  const { limits } = useMe().signedIn;
  const { vanishAfterSeconds, ...rest } = extras;
  const vanish = (seconds: number) => onExtras(seconds === 0 ? rest : { ...rest, vanishAfterSeconds: seconds });
  const item = (id: MessageId, action: () => void) => (
    <DropdownMenu.Item className={controls["item"]} onSelect={action}>
      <FormattedMessage id={id} />
    </DropdownMenu.Item>
  );
  return (
    <AnchoredMenu {...menu} align="start">
      {item("composer.poll", () => onDialog("poll"))}
      {item("composer.schedule", () => onDialog("schedule"))}
      <DropdownMenu.Separator className={controls["separator"]} />
      <DropdownMenu.CheckboxItem
        className={controls["item"]}
        checked={extras.urgent === true}
        onCheckedChange={(urgent) => onExtras({ ...extras, urgent })}
      >
        <FormattedMessage id="composer.urgent" />
      </DropdownMenu.CheckboxItem>
      {limits.vanishSeconds > 0 && (
        <VanishMenu most={limits.vanishSeconds} chosen={vanishAfterSeconds ?? 0} onChoose={vanish} />
      )}
    </AnchoredMenu>
  );
}

interface VanishMenuProps {
  readonly most: number;
  /** In seconds; 0 for a message that stays. */
  readonly chosen: number;
  readonly onChoose: (seconds: number) => void;
}

function VanishMenu({ most, chosen, onChoose }: VanishMenuProps) {
  const inWords = useDuration();
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={controls["item"]}>
        <FormattedMessage id="composer.vanish" />
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent className={controls["menu"]} collisionPadding={8}>
          <DropdownMenu.RadioGroup value={String(chosen)} onValueChange={(value) => onChoose(Number(value))}>
            {[0, ...vanishChoices(most)].map((seconds) => (
              <DropdownMenu.RadioItem key={seconds} className={controls["item"]} value={String(seconds)}>
                {seconds === 0 ? <FormattedMessage id="composer.noVanish" /> : inWords(seconds)}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  );
}

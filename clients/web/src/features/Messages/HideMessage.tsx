import { FormattedMessage, useIntl } from "react-intl";
import { useMessenger } from "../../client.ts";
import { hiddenItem } from "../../core/personal/items.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Message } from "../../wire/index.ts";

/** Asks whether a message shall go from what the user sees. */
export function HideMessage({ message, onClose }: { readonly message: Message; readonly onClose: () => void }) {
  const intl = useIntl();
  const { personal } = useMessenger();
  const { busy, failure, run } = useCommand();
  const words = intl.formatMessage({ id: "message.hideNow" });
  return (
    <Confirm
      title={words}
      action={words}
      busy={busy}
      failure={failure}
      onConfirm={() => void run(() => personal.put(hiddenItem(message)), onClose)}
      onClose={onClose}
    >
      <FormattedMessage id="message.hideExplanation" />
    </Confirm>
  );
}

import { FormattedMessage, useIntl } from "react-intl";
import { useMessenger } from "../../client.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { Message } from "../../wire/index.ts";

/** Asks whether a message shall be taken back from everybody. */
export function RecallMessage({ message, onClose }: { readonly message: Message; readonly onClose: () => void }) {
  const intl = useIntl();
  const messenger = useMessenger();
  const { busy, failure, run } = useCommand();
  return (
    <Confirm
      title={intl.formatMessage({ id: "message.recallTitle" })}
      action={intl.formatMessage({ id: "message.recallNow" })}
      busy={busy}
      failure={failure}
      onConfirm={() => void run(() => messenger.verbs.recall(message), onClose)}
      onClose={onClose}
    >
      <FormattedMessage id={message.senderId === messenger.me ? "message.recallOwn" : "message.recallOther"} />
    </Confirm>
  );
}

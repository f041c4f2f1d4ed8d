import { FormattedMessage, useIntl } from "react-intl";
import { useMessenger } from "../../client.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { useCommand } from "../../ui/useCommand.ts";

interface ClearHistoryProps {
  readonly conversationId: string;
  readonly title: string;
  readonly onClose: () => void;
}

/** Asks whether all messages of a conversation shall go from what the user sees. */
export function ClearHistory({ conversationId, title, onClose }: ClearHistoryProps) {
  const intl = useIntl();
  const messenger = useMessenger();
  const { busy, failure, run } = useCommand();
  const words = intl.formatMessage({ id: "conversations.clearNow" });
  return (
    <Confirm
      title={words}
      action={words}
      busy={busy}
      failure={failure}
      onConfirm={() => void run(() => messenger.clear(conversationId), onClose)}
      onClose={onClose}
    >
      <FormattedMessage id="conversations.clearExplanation" values={{ title }} />
    </Confirm>
  );
}

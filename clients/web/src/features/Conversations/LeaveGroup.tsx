import { FormattedMessage, useIntl } from "react-intl";
import { useLocation } from "wouter";
import { useMessenger } from "../../client.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { ConversationHead } from "../../wire/index.ts";

interface LeaveGroupProps {
  readonly head: ConversationHead;
  readonly onClose: () => void;
}

/** Asks whether the user means to leave a group. */
export function LeaveGroup({ head, onClose }: LeaveGroupProps) {
  const intl = useIntl();
  const { groups, me } = useMessenger();
  const [, navigate] = useLocation();
  const { busy, failure, run } = useCommand();
  const { id, title, visibility } = head.conversation;
  const words = intl.formatMessage({ id: "group.leave" });
  return (
    <Confirm
      title={words}
      action={words}
      busy={busy}
      failure={failure}
      onConfirm={() =>
        void run(
          () => groups.remove(id, me),
          () => navigate("/"),
        )
      }
      onClose={onClose}
    >
      <FormattedMessage id="group.leaveExplanation" values={{ title: title ?? "", visibility }} />
    </Confirm>
  );
}

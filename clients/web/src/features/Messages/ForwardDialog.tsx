import { useState } from "react";
import { useIntl } from "react-intl";
import { useMessenger } from "../../client.ts";
import { Modal } from "../../ui/Modal.tsx";
import { ConversationPicker } from "../Conversations/ConversationPicker.tsx";

interface ForwardDialogProps {
  readonly conversationId: string;
  readonly seqs: readonly number[];
  readonly onClose: (forwarded: boolean) => void;
}

/** Forwards one message, or several as a card, to each conversation that is pressed. */
export function ForwardDialog({ conversationId, seqs, onClose }: ForwardDialogProps) {
  const intl = useIntl();
  const messenger = useMessenger();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  return (
    <Modal title={intl.formatMessage({ id: "forward.title" })} onClose={() => onClose(picked.size > 0)}>
      <ConversationPicker
        label={(title) => intl.formatMessage({ id: "forward.to" }, { title })}
        picked={picked}
        pickedWords={intl.formatMessage({ id: "forward.done" })}
        onPick={({ conversation }) => {
          messenger.forward(conversation.id, conversationId, seqs);
          setPicked(new Set(picked).add(conversation.id));
        }}
      />
    </Modal>
  );
}

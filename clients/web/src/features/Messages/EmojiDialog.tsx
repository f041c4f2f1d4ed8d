import { useIntl } from "react-intl";
import { Modal } from "../../ui/Modal.tsx";
import { EmojiPicker } from "./EmojiPicker.tsx";

interface EmojiDialogProps {
  readonly onChoose: (emoji: string) => void;
  readonly onClose: () => void;
}

/** All emoji, to react with one of them. */
export function EmojiDialog({ onChoose, onClose }: EmojiDialogProps) {
  return (
    <Modal title={useIntl().formatMessage({ id: "reactions.add" })} onClose={onClose}>
      <EmojiPicker
        onChoose={(emoji) => {
          onClose();
          onChoose(emoji);
        }}
      />
    </Modal>
  );
}

import type { ReactNode } from "react";
import { FormattedMessage } from "react-intl";
import controls from "./controls.module.css";
import { FailureText } from "./FailureText.tsx";
import { Modal } from "./Modal.tsx";
import type { CommandFailure } from "./useCommand.ts";

interface ConfirmProps {
  readonly title: string;
  /** The words on the button that does it. */
  readonly action: string;
  readonly busy?: boolean;
  readonly failure?: CommandFailure | undefined;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Asks before something that cannot be taken back. */
export function Confirm({ title, action, busy, failure, onConfirm, onClose, children }: ConfirmProps) {
  return (
    <Modal title={title} onClose={onClose}>
      <p>{children}</p>
      <FailureText failure={failure} />
      <div className={controls["actions"]}>
        <button type="button" className={controls["button"]} onClick={onClose}>
          <FormattedMessage id="cancel" />
        </button>
        <button type="button" className={controls["danger"]} disabled={busy} onClick={onConfirm}>
          {action}
        </button>
      </div>
    </Modal>
  );
}

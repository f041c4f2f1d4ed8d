import { FormattedMessage, useIntl } from "react-intl";
import { useClient } from "../../client.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import controls from "../../ui/controls.module.css";
import { Modal } from "../../ui/Modal.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import type { UploadedFile } from "../../wire/index.ts";

interface RemoveUploadProps {
  readonly file: UploadedFile;
  /** The list may be another one now. */
  readonly onTried: () => void;
  readonly onClose: () => void;
}

/** Removes a file that no message has. Whether one has it only the server knows, and it says so only when it is asked to remove it. */
export function RemoveUpload({ file, onTried, onClose }: RemoveUploadProps) {
  const intl = useIntl();
  const { uploads } = useClient().api;
  const { busy, failure, run } = useCommand();
  const title = intl.formatMessage({ id: "uploads.delete" }, { name: file.name });
  if (failure === "conflict") {
    const close = () => {
      onClose();
      onTried();
    };
    return (
      <Modal title={title} onClose={close}>
        <p role="alert">
          <FormattedMessage id="uploads.inUse" />
        </p>
        <div className={controls["actions"]}>
          {/* The button that was pressed is gone; the focus does not leave with it. */}
          <button type="button" className={controls["button"]} ref={(button) => button?.focus()} onClick={close}>
            <FormattedMessage id="close" />
          </button>
        </div>
      </Modal>
    );
  }
  const remove = () =>
    void run(
      () => uploads.remove(file.id),
      () => {
        onClose();
        onTried();
      },
    );
  return (
    <Confirm
      title={title}
      action={intl.formatMessage({ id: "delete" })}
      busy={busy}
      failure={failure}
      onConfirm={remove}
      onClose={onClose}
    >
      <FormattedMessage id="uploads.deleteExplanation" />
    </Confirm>
  );
}

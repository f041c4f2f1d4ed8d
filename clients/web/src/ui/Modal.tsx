import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { type ReactNode, useState } from "react";
import { useIntl } from "react-intl";
import styles from "./controls.module.css";
import { isImeKey } from "./imeKey.ts";

interface ModalProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Modal({ title, onClose, children }: ModalProps) {
  const intl = useIntl();
  const [before] = useState(() => document.activeElement);
  // The focus goes back to what had it. Radix knows only of its own triggers, and there is none here.
  const giveBack = (event: Event) => {
    event.preventDefault();
    const { activeElement } = document;
    const isFree = activeElement === null || activeElement === document.body;
    if (isFree && before instanceof HTMLElement && before.isConnected) before.focus();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles["overlay"]} />
        <Dialog.Content
          className={styles["dialog"]}
          aria-describedby={undefined}
          onCloseAutoFocus={giveBack}
          onEscapeKeyDown={(event) => isImeKey(event) && event.preventDefault()}
        >
          <div className={styles["dialogHead"]}>
            <Dialog.Title className={styles["dialogTitle"]}>{title}</Dialog.Title>
            <Dialog.Close className={styles["icon"]} aria-label={intl.formatMessage({ id: "close" })}>
              <X size={18} strokeWidth={1.75} />
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import type { KeyboardEvent, ReactNode } from "react";
import { useIntl } from "react-intl";
import styles from "./controls.module.css";
import { isImeKey } from "./imeKey.ts";
import { useFocusBack } from "./useFocusBack.ts";

interface ModalProps {
  readonly title: string;
  readonly onClose: () => void;
  /** There is much to show. */
  readonly wide?: boolean;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly children: ReactNode;
}

export function Modal({ title, onClose, wide = false, onKeyDown, children }: ModalProps) {
  const intl = useIntl();
  const giveBack = useFocusBack();
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles["overlay"]} />
        <Dialog.Content
          className={styles["dialog"]}
          data-wide={wide || undefined}
          onKeyDown={onKeyDown}
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

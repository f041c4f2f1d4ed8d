import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { type KeyboardEvent, type ReactNode, useRef } from "react";
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
  const content = useRef<HTMLDivElement>(null);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles["overlay"]} />
        <Dialog.Content
          ref={content}
          className={styles["dialog"]}
          data-wide={wide || undefined}
          onKeyDown={onKeyDown}
          aria-describedby={undefined}
          onCloseAutoFocus={giveBack}
          onOpenAutoFocus={(event) => {
            // Where something is to be written, that comes before the button that closes.
            const field = content.current?.querySelector("textarea");
            if (field == null) return;
            event.preventDefault();
            field.focus();
          }}
          onEscapeKeyDown={(event) => {
            // A list of names that is open in a field is closed by the key first.
            const inList = event.target instanceof Element && event.target.hasAttribute("aria-activedescendant");
            if (inList || isImeKey(event)) event.preventDefault();
          }}
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

import { SmilePlus } from "lucide-react";
import { Dialog } from "radix-ui";
import { FormattedMessage, useIntl } from "react-intl";
import controls from "../../ui/controls.module.css";
import type { Message } from "../../wire/index.ts";
import styles from "./Actions.module.css";
import { actionLook, reminders } from "./actionLook.ts";
import type { Performed } from "./actions.model.ts";
import { OfferedEmoji } from "./OfferedEmoji.tsx";
import type { MessageActions } from "./useActions.ts";

interface MessageSheetProps {
  readonly message: Message;
  readonly can: MessageActions;
  readonly onAction: (action: Performed) => void;
  readonly onReact: (emoji: string, active: boolean) => void;
  readonly onClose: () => void;
}

/** What can be done with a message, from the lower edge of a screen that is touched. */
export function MessageSheet({ message, can, onAction, onReact, onClose }: MessageSheetProps) {
  const intl = useIntl();
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={controls["overlay"]} />
        <Dialog.Content
          className={styles["sheet"]}
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          <Dialog.Title className={controls["srOnly"]}>{intl.formatMessage({ id: "message.actions" })}</Dialog.Title>
          {can.reacts && (
            <div className={styles["quick"]}>
              <OfferedEmoji
                message={message}
                render={({ emoji, label, own }) => (
                  <button
                    key={emoji}
                    type="button"
                    className={styles["emoji"]}
                    aria-label={label}
                    aria-pressed={own}
                    data-own={own || undefined}
                    onClick={() => onReact(emoji, !own)}
                  >
                    {emoji}
                  </button>
                )}
              />
              <button
                type="button"
                className={styles["emoji"]}
                aria-label={intl.formatMessage({ id: "emoji.more" })}
                onClick={() => onAction("emoji")}
              >
                <SmilePlus size={24} strokeWidth={1.75} aria-hidden="true" />
              </button>
            </div>
          )}
          {can.actions
            .flat()
            .map((action) =>
              action === "remind" ? (
                <Remind key={action} onAction={onAction} />
              ) : (
                <Entry key={action} action={action} onPress={() => onAction(action)} />
              ),
            )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Entry({ action, onPress }: { readonly action: keyof typeof actionLook; readonly onPress: () => void }) {
  const { words, Icon } = actionLook[action];
  return (
    <button
      type="button"
      className={styles["sheetEntry"]}
      data-danger={action === "recall" || undefined}
      onClick={onPress}
    >
      <Icon className={styles["sign"]} size={20} strokeWidth={1.75} aria-hidden="true" />
      <FormattedMessage id={words} />
    </button>
  );
}

/** The times of a reminder unfold below their entry. */
function Remind({ onAction }: Pick<MessageSheetProps, "onAction">) {
  const { words, Icon } = actionLook.remind;
  return (
    <details className={styles["sheetMore"]}>
      <summary className={styles["sheetEntry"]}>
        <Icon className={styles["sign"]} size={20} strokeWidth={1.75} aria-hidden="true" />
        <FormattedMessage id={words} />
      </summary>
      {reminders.map(([when, id]) => (
        <button key={when} type="button" className={styles["sheetEntry"]} onClick={() => onAction(when)}>
          <FormattedMessage id={id} />
        </button>
      ))}
    </details>
  );
}

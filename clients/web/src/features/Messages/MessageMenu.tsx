import { SmilePlus } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { FormattedMessage, useIntl } from "react-intl";
import controls from "../../ui/controls.module.css";
import type { Message } from "../../wire/index.ts";
import styles from "./Actions.module.css";
import type { Point } from "./acting.ts";
import { actionLook, reminders } from "./actionLook.ts";
import type { ActionId, Performed } from "./actions.model.ts";
import { OfferedEmoji } from "./OfferedEmoji.tsx";
import type { MessageActions } from "./useActions.ts";

interface MessageMenuProps {
  readonly message: Message;
  readonly at: Point;
  readonly can: MessageActions;
  /** The emoji alone. */
  readonly brief: boolean;
  readonly onAction: (action: Performed) => void;
  readonly onReact: (emoji: string, active: boolean) => void;
  readonly onClose: () => void;
}

/** What can be done with a message, at the pointer or at the button that asks for it. */
export function MessageMenu({ message, at, can, brief, onAction, onReact, onClose }: MessageMenuProps) {
  const intl = useIntl();
  return (
    <DropdownMenu.Root open onOpenChange={(open) => !open && onClose()}>
      <DropdownMenu.Trigger
        className={styles["anchor"]}
        style={{ left: at.x, top: at.y }}
        tabIndex={-1}
        aria-label={intl.formatMessage({ id: "message.actions" })}
      />
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={controls["menu"]}
          align="start"
          collisionPadding={8}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onFocus={({ target, currentTarget }) => {
            if (brief && target === currentTarget) currentTarget.querySelector<HTMLElement>("[role=menuitem]")?.focus();
          }}
        >
          {can.reacts && (
            <div className={styles["quick"]}>
              <OfferedEmoji
                message={message}
                render={({ emoji, label, own }) => (
                  <DropdownMenu.Item
                    key={emoji}
                    className={styles["emoji"]}
                    aria-label={label}
                    data-own={own || undefined}
                    onSelect={() => onReact(emoji, !own)}
                  >
                    {emoji}
                  </DropdownMenu.Item>
                )}
              />
              <DropdownMenu.Item
                className={styles["emoji"]}
                aria-label={intl.formatMessage({ id: "emoji.more" })}
                onSelect={() => onAction("emoji")}
              >
                <SmilePlus size={20} strokeWidth={1.75} aria-hidden="true" />
              </DropdownMenu.Item>
            </div>
          )}
          {!brief && can.actions.map((part) => <Part key={part[0]} part={part} onAction={onAction} />)}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface PartProps {
  readonly part: readonly ActionId[];
  readonly onAction: (action: Performed) => void;
}

function Part({ part, onAction }: PartProps) {
  return (
    <>
      <DropdownMenu.Separator className={controls["separator"]} />
      {part.map((action) =>
        action === "remind" ? (
          <Remind key={action} onAction={onAction} />
        ) : (
          <DropdownMenu.Item
            key={action}
            className={controls["item"]}
            data-danger={action === "recall" || undefined}
            onSelect={() => onAction(action)}
          >
            <Look action={action} />
          </DropdownMenu.Item>
        ),
      )}
    </>
  );
}

function Remind({ onAction }: Pick<PartProps, "onAction">) {
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={controls["item"]}>
        <Look action="remind" />
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent className={controls["menu"]} collisionPadding={8}>
          {reminders.map(([when, words]) => (
            <DropdownMenu.Item key={when} className={controls["item"]} onSelect={() => onAction(when)}>
              <FormattedMessage id={words} />
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  );
}

function Look({ action }: { readonly action: ActionId }) {
  const { words, Icon } = actionLook[action];
  return (
    <>
      <Icon className={styles["sign"]} size={18} strokeWidth={1.75} aria-hidden="true" />
      <FormattedMessage id={words} />
    </>
  );
}

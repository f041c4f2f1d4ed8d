import { lazily } from "../../ui/lazily.tsx";
import type { Message } from "../../wire/index.ts";
import type { Opened } from "./acting.ts";
import type { Performed } from "./actions.model.ts";
import type { MessageActions } from "./useActions.ts";

const MessageMenu = lazily(async () => (await import("./MessageMenu.tsx")).MessageMenu);
const MessageSheet = lazily(async () => (await import("./MessageSheet.tsx")).MessageSheet);
const ForwardDialog = lazily(async () => (await import("./ForwardDialog.tsx")).ForwardDialog);
const HideMessage = lazily(async () => (await import("./HideMessage.tsx")).HideMessage);
const RecallMessage = lazily(async () => (await import("./RecallMessage.tsx")).RecallMessage);
const ReadersDialog = lazily(async () => (await import("./ReadersDialog.tsx")).ReadersDialog);
const ReactionsDialog = lazily(async () => (await import("./ReactionsDialog.tsx")).ReactionsDialog);
const EmojiDialog = lazily(async () => (await import("./EmojiDialog.tsx")).EmojiDialog);
const EarlierDialog = lazily(async () => (await import("./EarlierDialog.tsx")).EarlierDialog);

interface ActedOnProps {
  readonly opened: Opened;
  /** As it is now. */
  readonly message: Message;
  readonly can: MessageActions;
  readonly onAction: (action: Performed) => void;
  readonly onReact: (emoji: string, active: boolean) => void;
  /** What an action has opened in place of this stays. */
  readonly onClose: (kind: Opened["kind"]) => void;
}

/** What is open about a message: its menu, its sheet, or a dialog that one of them has opened. */
export function ActedOn({ opened, message, can, onAction, onReact, onClose }: ActedOnProps) {
  const { kind } = opened;
  const close = () => onClose(kind);
  switch (kind) {
    case "menu":
    case "react":
      return (
        <MessageMenu
          // Another one is another menu, which takes the focus anew.
          key={`${message.seq} ${opened.at.x} ${opened.at.y}`}
          message={message}
          at={opened.at}
          can={can}
          brief={kind === "react"}
          onAction={onAction}
          onReact={onReact}
          onClose={close}
        />
      );
    case "sheet":
      return (
        <MessageSheet
          message={message}
          can={can}
          onAction={(action) => {
            close();
            onAction(action);
          }}
          onReact={(emoji, active) => {
            close();
            onReact(emoji, active);
          }}
          onClose={close}
        />
      );
    case "forward":
      return <ForwardDialog conversationId={message.conversationId} seqs={[message.seq]} onClose={close} />;
    case "hide":
      return <HideMessage message={message} onClose={close} />;
    case "recall":
      return <RecallMessage message={message} onClose={close} />;
    case "readers":
      return <ReadersDialog message={message} onClose={close} />;
    case "reactions":
      return <ReactionsDialog message={message} onClose={close} />;
    case "earlier":
      return <EarlierDialog message={message} onClose={close} />;
    case "emoji":
      return <EmojiDialog onChoose={(emoji) => onReact(emoji, true)} onClose={close} />;
    default:
      return kind satisfies never;
  }
}

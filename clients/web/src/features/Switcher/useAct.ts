import { useLocation } from "wouter";
import { useClient, useMessenger } from "../../client.ts";
import { changeLocale } from "../../i18n/I18n.tsx";
import { changeTheme } from "../../ui/theme.ts";
import { type CommandFailure, useCommand } from "../../ui/useCommand.ts";
import { permalink } from "../Messages/view.model.ts";
import type { Act, Layer } from "./commands.ts";
import type { Entry } from "./switcher.model.ts";

interface Acting {
  readonly busy: boolean;
  readonly failure: CommandFailure | undefined;
  readonly take: (entry: Entry) => void;
}

/** Does what an entry stands for; what needs the server keeps the switcher open until it is answered. */
export function useAct(onClose: (then?: Layer) => void): Acting {
  const { session } = useClient();
  const messenger = useMessenger();
  const [, navigate] = useLocation();
  const { busy, failure, run } = useCommand();
  const go = (path: string) => {
    onClose();
    navigate(path);
  };
  const act = (wanted: Act) => {
    switch (wanted.kind) {
      case "go":
        return go(wanted.path);
      case "open":
        return onClose(wanted.layer);
      case "theme":
        onClose();
        return changeTheme(wanted.theme);
      case "language":
        onClose();
        return changeLocale(wanted.locale);
      case "signOut":
        return void run(() => session.signOut());
      default:
        return wanted satisfies never;
    }
  };
  const start = (userId: string) =>
    void run(
      () => messenger.startDirect(userId),
      ({ conversation }) => go(permalink(conversation.id)),
    );
  const take = (entry: Entry) => {
    if (busy) return;
    if (entry.kind === "command") act(entry.command.act);
    else if (entry.kind === "group") go(permalink(entry.head.conversation.id));
    else if (entry.head !== undefined) go(permalink(entry.head.conversation.id));
    else start(entry.user.id);
  };
  return { busy, failure, take };
}

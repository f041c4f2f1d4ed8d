import { useLocation } from "wouter";
import { useMessenger } from "../../client.ts";
import { type CommandFailure, useCommand } from "../../ui/useCommand.ts";
import { permalink } from "../Messages/view.model.ts";

/** Opens the conversation with a colleague. */
export function useDirect(): { readonly failure: CommandFailure | undefined; readonly open: (userId: string) => void } {
  const messenger = useMessenger();
  const [, navigate] = useLocation();
  const { failure, run } = useCommand();
  const open = (userId: string) =>
    void run(
      () => messenger.startDirect(userId),
      ({ conversation }) => navigate(permalink(conversation.id)),
    );
  return { failure, open };
}

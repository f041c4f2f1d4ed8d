import { FormattedMessage } from "react-intl";
import { useLocation } from "wouter";
import { useMessenger } from "../../client.ts";
import { FailureText } from "../../ui/FailureText.tsx";
import { useCommand } from "../../ui/useCommand.ts";
import { PersonButton } from "../Conversations/PersonButton.tsx";
import { permalink } from "../Messages/view.model.ts";
import { Results } from "./Results.tsx";
import { stop } from "./resultKeys.ts";

/** Colleagues by name; a press opens the conversation with one. */
export function PeopleResults({ text }: { readonly text: string }) {
  const messenger = useMessenger();
  const [, navigate] = useLocation();
  const { failure, run } = useCommand();
  const open = (userId: string) =>
    void run(
      () => messenger.startDirect(userId),
      ({ conversation }) => navigate(permalink(conversation.id)),
    );
  return (
    <>
      <FailureText failure={failure} />
      <Results finder={messenger.finders.people} request={text.trim()} none={<FormattedMessage id="people.none" />}>
        {(user) => (
          <li key={user.id}>
            <PersonButton user={user} onClick={() => open(user.id)} {...stop} />
          </li>
        )}
      </Results>
    </>
  );
}

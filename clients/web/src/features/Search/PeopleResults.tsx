import { FormattedMessage } from "react-intl";
import { useMessenger } from "../../client.ts";
import { FailureText } from "../../ui/FailureText.tsx";
import { PersonEntry } from "../Directory/PersonEntry.tsx";
import { useDirect } from "../Directory/useDirect.ts";
import { Results } from "./Results.tsx";

/** Colleagues by what one knows of them: a press opens the card of one, Enter the conversation with him. */
export function PeopleResults({ text }: { readonly text: string }) {
  const messenger = useMessenger();
  const { failure, open } = useDirect();
  return (
    <>
      <FailureText failure={failure} />
      <Results finder={messenger.finders.people} request={text.trim()} none={<FormattedMessage id="people.none" />}>
        {(hit) => <PersonEntry key={hit.user.id} hit={hit} onMessage={open} />}
      </Results>
    </>
  );
}

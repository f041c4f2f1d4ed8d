import { useMemo } from "react";
import { FormattedMessage } from "react-intl";
import { useMessenger } from "../../client.ts";
import { messageKey } from "../../core/personal/things.ts";
import { MessageResult } from "./MessageResult.tsx";
import { Results } from "./Results.tsx";
import { SearchHint } from "./SearchHint.tsx";
import { requestOf, type SearchAddress } from "./search.model.ts";

/** The messages that are found. */
export function MessageResults({ search }: { readonly search: SearchAddress }) {
  const { messages } = useMessenger().finders;
  const request = useMemo(() => requestOf(search), [search]);
  return (
    <Results finder={messages} request={request} hint={<SearchHint />} none={<FormattedMessage id="search.none" />}>
      {(hit) => <MessageResult key={messageKey(hit.conversationId, hit.seq)} hit={hit} />}
    </Results>
  );
}

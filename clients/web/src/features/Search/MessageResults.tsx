import { useMemo } from "react";
import { FormattedMessage } from "react-intl";
import { useMessenger } from "../../client.ts";
import { messageKey } from "../../core/personal/things.ts";
import { MessageOrder } from "./MessageOrder.tsx";
import { MessageResult } from "./MessageResult.tsx";
import { Results } from "./Results.tsx";
import { SearchHint } from "./SearchHint.tsx";
import { requestOf, type SearchAddress } from "./search.model.ts";

interface MessageResultsProps {
  readonly search: SearchAddress;
  readonly onChange: (search: Partial<SearchAddress>) => void;
}

/** The messages that are found. */
export function MessageResults({ search, onChange }: MessageResultsProps) {
  const { messages } = useMessenger().finders;
  const request = useMemo(() => requestOf(search), [search]);
  return (
    <Results
      finder={messages}
      request={request}
      hint={<SearchHint />}
      none={<FormattedMessage id="search.none" />}
      beside={<MessageOrder best={search.best} onChange={(best) => onChange({ best })} />}
    >
      {(hit) => <MessageResult key={messageKey(hit.conversationId, hit.seq)} hit={hit} />}
    </Results>
  );
}

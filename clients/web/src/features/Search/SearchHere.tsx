import { ChevronDown, ChevronUp } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useRef } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useStore } from "zustand";
import { useMessenger } from "../../client.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { isImeKey } from "../../ui/imeKey.ts";
import type { MessageHit, SearchMessages } from "../../wire/index.ts";
import { nextHit } from "../Conversations/panel.model.ts";
import type { Panel } from "../Conversations/usePanel.ts";
import { FIND_HERE } from "./findHere.ts";
import { HitHere } from "./HitHere.tsx";
import { Results } from "./Results.tsx";
import styles from "./Search.module.css";
import { SearchField } from "./SearchField.tsx";
import { useHits } from "./useHits.ts";

const noHits: readonly MessageHit[] = [];

interface SearchHereProps {
  readonly conversationId: string;
  readonly panel: Panel;
}

/** Finds messages of the open conversation, and goes from one to the next while the field keeps the focus. */
export function SearchHere({ conversationId, panel }: SearchHereProps) {
  const intl = useIntl();
  const field = useRef<HTMLInputElement>(null);
  const { messages } = useMessenger().finders;
  const { text, setText, asked, place } = panel;
  const words = text.trim();
  const request = useMemo<SearchMessages | undefined>(
    () => (words === "" ? undefined : { text: words, conversationId }),
    [words, conversationId],
  );
  const { wanted, found } = useStore(messages.store);
  const hits = (wanted === request ? found?.items : undefined) ?? noHits;
  const { at, goTo } = useHits(request, hits, place);

  useEffect(() => {
    if (asked === 0) return;
    field.current?.focus();
    field.current?.select();
  }, [asked]);
  // Going on to the last of what is known asks for more.
  const isLast = at !== undefined && at === hits.length - 1;
  useEffect(() => {
    if (isLast) messages.more();
  }, [isLast, messages]);

  const step = (by: 1 | -1) => goTo(nextHit(at, by, hits.length));
  const onKeyDown = (event: KeyboardEvent) => {
    if (isImeKey(event.nativeEvent) || event.target !== field.current) return;
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
  };
  const position = (
    <span className={styles["position"]}>
      {at !== undefined && (
        <span role="status">
          <FormattedMessage
            id="search.position"
            values={{ index: at + 1, count: hits.length, more: found?.next === undefined ? "no" : "yes" }}
          />
        </span>
      )}
      <IconButton
        icon={ChevronUp}
        size={18}
        label={intl.formatMessage({ id: "search.newer" })}
        onClick={() => step(-1)}
      />
      <IconButton
        icon={ChevronDown}
        size={18}
        label={intl.formatMessage({ id: "search.older" })}
        onClick={() => step(1)}
      />
    </span>
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the field in it
    <div className={styles["here"]} onKeyDown={onKeyDown}>
      <SearchField
        field={field}
        id={FIND_HERE}
        label={intl.formatMessage({ id: "search.here" })}
        placeholder={intl.formatMessage({ id: "search.hereHint" })}
        text={text}
        onText={setText}
        onAgain={() => step(1)}
      />
      <Results
        finder={messages}
        request={request}
        none={<FormattedMessage id="search.noneHere" />}
        beside={hits.length > 0 && position}
      >
        {(hit) => (
          <HitHere
            key={hit.seq}
            hit={hit}
            isCurrent={at !== undefined && hits[at] === hit}
            onGo={() => goTo(hits.indexOf(hit))}
          />
        )}
      </Results>
    </div>
  );
}

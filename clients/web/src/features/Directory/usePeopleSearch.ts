import { useEffect, useMemo, useState } from "react";
import { useClient, useMessenger, useThings, useUsers } from "../../client.ts";
import type { Failure } from "../../core/outbox/OutboxRow.ts";
import { Unknown } from "../../core/outcome.ts";
import { ranked, unmarked } from "../../core/search/finders.ts";
import type { PersonHit } from "../../wire/index.ts";
import { idsNamed } from "./people.model.ts";

/** Somebody who types is not answered after each key, in milliseconds. */
const SEARCH_AFTER = 150;

interface FoundPeople {
  /** Undefined until there is an answer; while the next is asked for, the one before. */
  readonly hits: readonly PersonHit[] | undefined;
  readonly failure: Failure | "unknown" | undefined;
}

/** The colleagues whom a text most likely means, without those who are gone; without a text, the first by name. */
export function usePeopleSearch(text: string, composing: boolean, departmentId?: string): FoundPeople {
  const { api } = useClient();
  const { directory } = useMessenger();
  const [found, setFound] = useState<FoundPeople>({ hits: undefined, failure: undefined });
  const wanted = text.trim();
  useEffect(() => {
    if (composing) return;
    let stale = false;
    const listed = async () => {
      const page = await api.directory.search("");
      if (!page.ok) return page;
      directory.put(page.value.users);
      return { ok: true as const, value: { items: page.value.users.map(unmarked) } };
    };
    const search = async () => {
      try {
        const answer = await (wanted === ""
          ? listed()
          : api.search
              .people({ text: wanted, limit: 50, ...(departmentId === undefined ? {} : { departmentId }) })
              .then((outcome) => ranked(outcome, directory)));
        if (stale) return;
        if (!answer.ok) setFound(({ hits }) => ({ hits, failure: answer.refusal.code }));
        else setFound({ hits: answer.value.items.filter(({ user }) => user.deactivated !== true), failure: undefined });
      } catch (fault) {
        if (!(fault instanceof Unknown)) throw fault;
        if (!stale) setFound(({ hits }) => ({ hits, failure: "unknown" }));
      }
    };
    const timer = setTimeout(() => void search(), SEARCH_AFTER);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [api, directory, wanted, composing, departmentId]);
  const byAlias = useNamedByUser(departmentId === undefined ? wanted : "");
  const { hits, failure } = found;
  if (hits === undefined || byAlias.length === 0) return found;
  const others = hits.filter(({ user }) => !byAlias.some((hit) => hit.user.id === user.id));
  return { hits: [...byAlias, ...others], failure };
}

/** Those for whom the user has a name of his own with the text in it: the server searches only what everybody sees. */
function useNamedByUser(text: string): readonly PersonHit[] {
  const contacts = useThings("contact");
  const ids = useMemo(() => idsNamed(contacts, text), [contacts, text]);
  return useUsers(ids).flatMap((user) => (user === undefined ? [] : [unmarked(user)]));
}

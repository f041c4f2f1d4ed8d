import { useEffect, useState } from "react";
import { useClient, useMessenger } from "../../client.ts";
import { Unknown } from "../../core/outcome.ts";
import { ranked } from "../../core/search/finders.ts";

/** Somebody who types is not answered after each key, in milliseconds. */
const ASKED_AFTER = 150;
const MOST = 20;

const nobody = { text: "", ids: [] as readonly string[] };

/** The ids of those whom the server finds by a text: it knows everybody. Without a network there are none. */
export function useServerPeople(text: string): readonly string[] {
  const { api } = useClient();
  const { directory } = useMessenger();
  const [found, setFound] = useState(nobody);
  useEffect(() => {
    if (text === "") return;
    let stale = false;
    const ask = async () => {
      try {
        const answer = ranked(await api.search.people({ text, limit: MOST }), directory);
        if (!stale && answer.ok) setFound({ text, ids: answer.value.items.map(({ user }) => user.id) });
      } catch (fault) {
        if (!(fault instanceof Unknown)) throw fault;
      }
    };
    const timer = setTimeout(() => void ask(), ASKED_AFTER);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [api, directory, text]);
  return found.text === text ? found.ids : nobody.ids;
}

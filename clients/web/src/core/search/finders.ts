import type { MessageHit, SearchMessages, User } from "../../wire/index.ts";
import type { Directory } from "../directory/Directory.ts";
import { done } from "../outcome.ts";
import { messageKey } from "../personal/things.ts";
import type { Api } from "../rest/Api.ts";
import { Finder } from "./Finder.ts";

export type MessageFinder = Finder<SearchMessages, MessageHit>;
export type PeopleFinder = Finder<string, User>;

export interface Finders {
  readonly messages: MessageFinder;
  /** By a part of the name. */
  readonly people: PeopleFinder;
}

/** What the page of the search finds by asking the server. It is kept, so that one comes back to it from a message. */
export function finders(api: Pick<Api, "search" | "directory">, directory: Directory): Finders {
  return {
    messages: new Finder(
      async (request, cursor) => {
        const page = await api.search.messages({ ...request, ...(cursor === undefined ? {} : { cursor }) });
        return page.ok ? done({ ...page.value, items: page.value.hits }) : page;
      },
      ({ conversationId, seq }) => messageKey(conversationId, seq),
    ),
    people: new Finder(
      async (query, cursor) => {
        const page = await api.directory.search(query, cursor);
        if (page.ok) directory.put(page.value.users);
        return page.ok ? done({ items: page.value.users, next: page.value.next }) : page;
      },
      ({ id }) => id,
    ),
  };
}

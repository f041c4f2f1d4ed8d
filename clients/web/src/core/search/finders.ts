import type {
  ConversationFile,
  FileHit,
  FileKind,
  MessageHit,
  PeopleHits,
  PersonHit,
  SearchFiles,
  SearchMessages,
  User,
} from "../../wire/index.ts";
import type { Directory } from "../directory/Directory.ts";
import { done, type Outcome } from "../outcome.ts";
import { messageKey } from "../personal/things.ts";
import type { Api } from "../rest/Api.ts";
import { Finder } from "./Finder.ts";

export type MessageFinder = Finder<SearchMessages, MessageHit>;
export type FileFinder = Finder<SearchFiles, FileHit>;
export type PeopleFinder = Finder<string, PersonHit>;

/** Which files of a conversation are wanted. */
export interface FilesOf {
  readonly conversationId: string;
  readonly kinds: readonly FileKind[];
}

export interface Finders {
  readonly messages: MessageFinder;
  /** By their names. */
  readonly files: FileFinder;
  /** All that a conversation has, the latest first. */
  readonly filesOf: Finder<FilesOf, ConversationFile>;
  /** By what one knows of them; without a word, everybody by name. */
  readonly people: PeopleFinder;
}

/** What is found by asking the server. It is kept, so that one comes back to it from a message. */
export function finders(api: Pick<Api, "search" | "directory" | "uploads">, directory: Directory): Finders {
  return {
    messages: new Finder(
      async (request, cursor) => {
        const page = await api.search.messages({ ...request, ...(cursor === undefined ? {} : { cursor }) });
        return page.ok ? done({ ...page.value, items: page.value.hits }) : page;
      },
      ({ conversationId, seq }) => messageKey(conversationId, seq),
    ),
    files: new Finder(
      async (request, cursor) => {
        const page = await api.search.files({ ...request, ...(cursor === undefined ? {} : { cursor }) });
        return page.ok ? done({ items: page.value.hits, next: page.value.next }) : page;
      },
      ({ conversationId, file }) => `${messageKey(conversationId, file.seq)}/${file.attachment.fileId}`,
    ),
    filesOf: new Finder(
      async ({ conversationId, kinds }, cursor) => {
        const page = await api.uploads.ofConversation(conversationId, kinds, cursor);
        return page.ok ? done({ items: page.value.files, next: page.value.next }) : page;
      },
      ({ attachment, seq }) => `${seq}/${attachment.fileId}`,
    ),
    people: new Finder(
      async (text, cursor) => {
        if (text !== "") return ranked(await api.search.people({ text, limit: MOST_PEOPLE }), directory);
        const page = await api.directory.search("", cursor);
        if (page.ok) directory.put(page.value.users);
        return page.ok ? done({ items: page.value.users.map(unmarked), next: page.value.next }) : page;
      },
      ({ user }) => user.id,
    ),
  };
}

/** People that one search finds, at most: who is not among them is found by a longer text. */
const MOST_PEOPLE = 100;

/** Somebody who is listed and not found: nothing of his name is marked. */
export const unmarked = (user: User): PersonHit => ({ user, name: [{ text: user.displayName }] });

/** The best hits first; there is no page after them. */
export function ranked(outcome: Outcome<PeopleHits>, directory: Directory): Outcome<{ items: readonly PersonHit[] }> {
  if (!outcome.ok) return outcome;
  directory.put(outcome.value.hits.map(({ user }) => user));
  return done({ items: outcome.value.hits });
}

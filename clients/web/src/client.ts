import { createContext, useContext, useEffect } from "react";
import { useStore } from "zustand";
import { shallow } from "zustand/shallow";
import { useStoreWithEqualityFn } from "zustand/traditional";
import type { Messenger } from "./core/Messenger.ts";
import type { Things } from "./core/personal/things.ts";
import type { Api } from "./core/rest/Api.ts";
import type { SessionKeeper, SessionState } from "./core/session/SessionKeeper.ts";
import type { ConversationHead, PersonalItem, PersonalKind, PresenceState, SignedIn, User } from "./wire/index.ts";

export interface Client {
  readonly session: SessionKeeper;
  readonly api: Api;
}

export const ClientContext = createContext<Client | undefined>(undefined);

export function useClient(): Client {
  const client = useContext(ClientContext);
  if (client === undefined) throw new Error("There is no client above this component.");
  return client;
}

export const useSession = (): SessionState => useStore(useClient().session.store);

/** The messenger of the signed-in user; only below the shell. */
export const MessengerContext = createContext<
  { readonly messenger: Messenger; readonly signedIn: SignedIn } | undefined
>(undefined);

export function useMe(): { readonly messenger: Messenger; readonly signedIn: SignedIn } {
  const me = useContext(MessengerContext);
  if (me === undefined) throw new Error("Nobody is signed in above this component.");
  return me;
}

export const useMessenger = (): Messenger => useMe().messenger;

export const useHead = (conversationId: string): ConversationHead | undefined =>
  useStore(useMessenger().conversations.store, (state) => state.heads.get(conversationId));

/** One of the user's own things. */
export const useThing = (kind: PersonalKind, key: string): PersonalItem | undefined =>
  useStore(useMessenger().personal.store, (state) => state.things[kind]?.get(key));

/** All of the user's own things of one kind, by key. */
export const useThings = <Kind extends PersonalKind>(kind: Kind): Things[Kind] =>
  useStore(useMessenger().personal.store, (state) => state.things[kind]);

/** A colleague, asked for when he is not known yet. */
export function useUser(userId: string | undefined): User | undefined {
  const { directory } = useMessenger();
  useEffect(() => {
    if (userId !== undefined) directory.need([userId]);
  }, [directory, userId]);
  return useStore(directory.store, (state) => (userId === undefined ? undefined : state.users.get(userId)));
}

/** Several colleagues, by id, asked for as needed. */
export function useUsers(userIds: readonly string[]): readonly (User | undefined)[] {
  const { directory } = useMessenger();
  useEffect(() => directory.need(userIds), [directory, userIds]);
  return useStoreWithEqualityFn(directory.store, (state) => userIds.map((id) => state.users.get(id)), shallow);
}

export const usePresence = (userId: string | undefined): PresenceState | undefined =>
  useStore(useMessenger().presence.store, (state) =>
    userId === undefined ? undefined : state.users.get(userId)?.state,
  );

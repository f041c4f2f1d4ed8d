import { createContext, useContext, useEffect } from "react";
import { useStore } from "zustand";
import { shallow } from "zustand/shallow";
import { useStoreWithEqualityFn } from "zustand/traditional";
import type { Messenger } from "./core/Messenger.ts";
import { contactOf } from "./core/personal/items.ts";
import type { Things } from "./core/personal/things.ts";
import { type Reachable, reachable } from "./core/presence/status.ts";
import type { Api } from "./core/rest/Api.ts";
import type { SessionKeeper, SessionState } from "./core/session/SessionKeeper.ts";
import type {
  ContactPreferences,
  ConversationHead,
  Department,
  PersonalItem,
  PersonalKind,
  PersonStatus,
  SignedIn,
  User,
} from "./wire/index.ts";

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

/** Whether somebody can be reached, as far as this client looks at him. */
export const usePresence = (userId: string | undefined): Reachable | undefined =>
  useStore(useMessenger().presence.store, (state) => {
    const presence = userId === undefined ? undefined : state.users.get(userId);
    return presence === undefined ? undefined : reachable(presence);
  });

/** What somebody says of himself now, as far as this client looks at him. */
export const useStatus = (userId: string | undefined): PersonStatus | undefined =>
  useStore(useMessenger().presence.store, (state) =>
    userId === undefined ? undefined : state.users.get(userId)?.status,
  );

/** This client looks at these users while the component is there. */
export function useWatched(userIds: readonly string[]): void {
  const { presence } = useMessenger();
  const ids = userIds.join(",");
  useEffect(() => (ids === "" ? undefined : presence.show(ids.split(","))), [presence, ids]);
}

/** What the user keeps of a colleague. */
export const useContact = (userId: string): ContactPreferences =>
  useStore(useMessenger().personal.store, (state) => contactOf(state.things, userId));

/** The departments of the company; asked for anew when a component begins to show them. */
export function useDepartments(): readonly Department[] | undefined {
  const { departments } = useMessenger();
  useEffect(() => void departments.load(), [departments]);
  return useStore(departments.store, (state) => state.departments);
}

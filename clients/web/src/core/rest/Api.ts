import type {
  Account,
  AccountPage,
  ChangePassword,
  Conversation,
  ConversationHead,
  CreateAccount,
  CreatedAccount,
  Member,
  MemberPage,
  MemberRole,
  PasswordLink,
  ReaderList,
  RedeemPasswordLink,
  SessionList,
  SetUp,
  SignedIn,
  SignIn,
  SignInOptions,
  StartConversation,
  UpdateAccount,
  UpdateConversation,
  User,
  UserPage,
  VoterPage,
} from "../../wire/index.ts";
import type { Rest } from "./Rest.ts";

/** The verbs of the REST face that this client uses, by feature. */
export class Api {
  readonly #rest: Rest;

  constructor(rest: Rest) {
    this.#rest = rest;
  }

  readonly identity = {
    options: () => this.#rest.get<SignInOptions>("/sign-in-options"),
    whoAmI: () => this.#rest.get<SignedIn>("/session"),
    signIn: (request: SignIn) => this.#rest.post<SignedIn>("/session", request),
    signOut: () => this.#rest.delete("/session"),
    changePassword: (request: ChangePassword) => this.#rest.put<void>("/session/password", request),
    sessions: () => this.#rest.get<SessionList>("/sessions"),
    endSession: (id: string) => this.#rest.delete(`/sessions/${id}`),
    setUp: (request: SetUp) => this.#rest.post<SignedIn>("/setup", request),
    redeem: (request: RedeemPasswordLink) => this.#rest.post<void>("/password-links/redeem", request),
  };

  readonly administration = {
    accounts: (query: string, after?: string) =>
      this.#rest.get<AccountPage>("/admin/users", { query, after, limit: 50 }),
    create: (request: CreateAccount) => this.#rest.post<CreatedAccount>("/admin/users", request),
    update: (id: string, request: UpdateAccount) => this.#rest.patch<Account>(`/admin/users/${id}`, request),
    deactivate: (id: string) => this.#rest.post<Account>(`/admin/users/${id}/deactivate`),
    reactivate: (id: string) => this.#rest.post<Account>(`/admin/users/${id}/reactivate`),
    passwordLink: (id: string) => this.#rest.post<PasswordLink>(`/admin/users/${id}/password-link`),
    sessions: (id: string) => this.#rest.get<SessionList>(`/admin/users/${id}/sessions`),
    endSession: (id: string, sessionId: string) => this.#rest.delete(`/admin/users/${id}/sessions/${sessionId}`),
  };

  readonly messages = {
    readers: (conversationId: string, seq: number) =>
      this.#rest.get<ReaderList>(`/conversations/${conversationId}/messages/${seq}/readers`),
    /** What the caller has chosen, and a page of those who have chosen the first answer. */
    votes: (conversationId: string, seq: number) =>
      this.#rest.get<VoterPage>(`/conversations/${conversationId}/messages/${seq}/votes`, { option: 0, limit: 1 }),
  };

  readonly directory = {
    search: (query: string, after?: string) => this.#rest.get<UserPage>("/users", { query, after, limit: 50 }),
    byIds: (ids: readonly string[]) => this.#rest.get<UserPage>("/users", { ids: ids.join(","), limit: 200 }),
    byId: (id: string) => this.#rest.get<User>(`/users/${id}`),
  };

  readonly conversations = {
    head: (id: string) => this.#rest.get<ConversationHead>(`/conversations/${id}`),
    start: (request: StartConversation) => this.#rest.post<ConversationHead>("/conversations", request),
    update: (id: string, request: UpdateConversation) =>
      this.#rest.patch<Conversation>(`/conversations/${id}`, request),
    members: (id: string, after?: string) =>
      this.#rest.get<MemberPage>(`/conversations/${id}/members`, { after, limit: 200 }),
    add: (id: string, userIds: readonly string[]) =>
      this.#rest.post<Conversation>(`/conversations/${id}/members`, { userIds }),
    remove: (id: string, userId: string) => this.#rest.delete(`/conversations/${id}/members/${userId}`),
    changeRole: (id: string, userId: string, role: MemberRole) =>
      this.#rest.put<Member>(`/conversations/${id}/members/${userId}/role`, { role }),
  };
}

import type {
  AccessToken,
  AccessTokenList,
  Account,
  AccountPage,
  AddMembers,
  ChangePassword,
  ChannelPage,
  Conversation,
  ConversationFileList,
  ConversationHead,
  CreateAccessToken,
  CreateAccount,
  CreateDepartment,
  CreatedAccount,
  CreateJoinLink,
  Department,
  DepartmentTree,
  EarlierTexts,
  FileHits,
  FileKind,
  FollowerList,
  ImportReport,
  JoinAnswer,
  JoinLink,
  JoinLinkList,
  JoinPreview,
  JoinRequestList,
  MemberPage,
  MemberRole,
  MessageHits,
  OpenSessionPage,
  OwnProfile,
  PasswordLink,
  PeopleHits,
  PersonStatus,
  PinList,
  PolicyList,
  Profile,
  ReactionPage,
  ReaderList,
  RedeemPasswordLink,
  SearchFiles,
  SearchMessages,
  SearchPeople,
  SessionList,
  SetUp,
  SignedIn,
  SignIn,
  SignInOptions,
  StartConversation,
  SystemReport,
  UpdateAccount,
  UpdateConversation,
  UpdateDepartment,
  UpdateProfile,
  UploadedFile,
  UploadList,
  User,
  UserPage,
  VoterPage,
} from "../../wire/index.ts";
import type { Rest } from "./Rest.ts";

/** Which accounts are wanted. */
export type AccountKind = "active" | "administrators" | "deactivated" | "any";

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
    tokens: () => this.#rest.get<AccessTokenList>("/tokens"),
    createToken: (request: CreateAccessToken) => this.#rest.post<AccessToken>("/tokens", request),
    endToken: (id: string) => this.#rest.delete(`/tokens/${id}`),
    setUp: (request: SetUp) => this.#rest.post<SignedIn>("/setup", request),
    redeem: (request: RedeemPasswordLink) => this.#rest.post<void>("/password-links/redeem", request),
  };

  readonly administration = {
    accounts: (query: string, kind: AccountKind, after?: string) =>
      this.#rest.get<AccountPage>("/admin/users", { query, ...(kind === "any" ? {} : { kind }), after, limit: 50 }),
    create: (request: CreateAccount) => this.#rest.post<CreatedAccount>("/admin/users", request),
    update: (id: string, request: UpdateAccount) => this.#rest.patch<Account>(`/admin/users/${id}`, request),
    deactivate: (id: string) => this.#rest.post<Account>(`/admin/users/${id}/deactivate`),
    reactivate: (id: string) => this.#rest.post<Account>(`/admin/users/${id}/reactivate`),
    passwordLink: (id: string) => this.#rest.post<PasswordLink>(`/admin/users/${id}/password-link`),
    sessions: (id: string) => this.#rest.get<SessionList>(`/admin/users/${id}/sessions`),
    endSession: (id: string, sessionId: string) => this.#rest.delete(`/admin/users/${id}/sessions/${sessionId}`),
    openSessions: (after?: string) => this.#rest.get<OpenSessionPage>("/admin/sessions", { after, limit: 50 }),
    policies: () => this.#rest.get<PolicyList>("/admin/policies"),
    system: () => this.#rest.get<SystemReport>("/admin/system"),
    createDepartment: (request: CreateDepartment) => this.#rest.post<Department>("/admin/departments", request),
    updateDepartment: (id: string, request: UpdateDepartment) =>
      this.#rest.patch<Department>(`/admin/departments/${id}`, request),
    removeDepartment: (id: string) => this.#rest.delete(`/admin/departments/${id}`),
    /** Brings a table of people in; a dry run only says what that would change. */
    importPeople: (file: Blob, dryRun: boolean) =>
      this.#rest.postFile<ImportReport>(`/admin/people/import?dryRun=${dryRun}`, file),
  };

  readonly messages = {
    /** The texts that one's own message had; in groups, administrators are told those of everybody. */
    earlier: (conversationId: string, seq: number) =>
      this.#rest.get<EarlierTexts>(`/conversations/${conversationId}/messages/${seq}/edits`),
    reactions: (conversationId: string, seq: number, emoji: string, after?: string) =>
      this.#rest.get<ReactionPage>(`/conversations/${conversationId}/messages/${seq}/reactions`, { emoji, after }),
    /** The pinned messages of a conversation, the latest pin first. */
    pins: (conversationId: string) => this.#rest.get<PinList>(`/conversations/${conversationId}/pins`),
    readers: (conversationId: string, seq: number) =>
      this.#rest.get<ReaderList>(`/conversations/${conversationId}/messages/${seq}/readers`),
    followers: (conversationId: string, seq: number) =>
      this.#rest.get<FollowerList>(`/conversations/${conversationId}/messages/${seq}/thread/followers`),
    /** What the caller has chosen, and a page of those who have chosen the first answer. */
    votes: (conversationId: string, seq: number) =>
      this.#rest.get<VoterPage>(`/conversations/${conversationId}/messages/${seq}/votes`, { option: 0, limit: 1 }),
  };

  readonly uploads = {
    byId: (id: string) => this.#rest.get<UploadedFile>(`/uploads/${id}`),
    own: (after?: string) => this.#rest.get<UploadList>("/files", { after, limit: 50 }),
    /** Refused with `not_found` as long as a message has it. */
    remove: (id: string) => this.#rest.delete(`/uploads/${id}`, { "Tus-Resumable": "1.0.0" }),
    ofConversation: (id: string, kinds: readonly FileKind[], cursor?: string) =>
      this.#rest.get<ConversationFileList>(`/conversations/${id}/files`, { kinds: kinds.join(","), cursor, limit: 50 }),
  };

  readonly directory = {
    search: (query: string, after?: string) => this.#rest.get<UserPage>("/users", { query, after, limit: 50 }),
    byIds: (ids: readonly string[]) => this.#rest.get<UserPage>("/users", { ids: ids.join(","), limit: 200 }),
    byId: (id: string) => this.#rest.get<User>(`/users/${id}`),
    profile: (id: string) => this.#rest.get<Profile>(`/users/${id}/profile`),
    departments: () => this.#rest.get<DepartmentTree>("/departments"),
    /** Those of a department and of all below it, by name. */
    peopleOf: (id: string, after?: string) =>
      this.#rest.get<UserPage>(`/departments/${id}/people`, { below: "true", after, limit: 50 }),
  };

  readonly profile = {
    own: () => this.#rest.get<OwnProfile>("/profile"),
    update: (change: UpdateProfile) => this.#rest.patch<OwnProfile>("/profile", change),
    setStatus: (status: PersonStatus) => this.#rest.put<PersonStatus>("/profile/status", status),
    setPicture: (image: Blob) => this.#rest.putImage<User>("/profile/avatar", image),
    removePicture: () => this.#rest.delete<User>("/profile/avatar"),
  };

  readonly search = {
    messages: (request: SearchMessages) => this.#rest.post<MessageHits>("/search/messages", request),
    files: (request: SearchFiles) => this.#rest.post<FileHits>("/search/files", request),
    people: (request: SearchPeople) => this.#rest.post<PeopleHits>("/search/people", request),
  };

  readonly joining = {
    channels: (query: string, after?: string) => this.#rest.get<ChannelPage>("/channels", { query, after, limit: 50 }),
    join: (id: string, note: string) =>
      this.#rest.post<JoinAnswer>(`/conversations/${id}/join`, note === "" ? {} : { note }),
    requests: (id: string) => this.#rest.get<JoinRequestList>(`/conversations/${id}/join-requests`),
    answer: (id: string, userId: string, approve: boolean) =>
      this.#rest.put<void>(`/conversations/${id}/join-requests/${userId}`, { approve }),
    links: (id: string) => this.#rest.get<JoinLinkList>(`/conversations/${id}/join-links`),
    createLink: (id: string, request: CreateJoinLink) =>
      this.#rest.post<JoinLink>(`/conversations/${id}/join-links`, request),
    endLink: (id: string, linkId: string) => this.#rest.delete(`/conversations/${id}/join-links/${linkId}`),
    preview: (token: string) => this.#rest.post<JoinPreview>("/join-link/preview", { token }),
    follow: (token: string, note: string) =>
      this.#rest.post<JoinAnswer>("/join-link/follow", note === "" ? { token } : { token, note }),
  };

  readonly conversations = {
    head: (id: string) => this.#rest.get<ConversationHead>(`/conversations/${id}`),
    start: (request: StartConversation) => this.#rest.post<ConversationHead>("/conversations", request),
    update: (id: string, request: UpdateConversation) =>
      this.#rest.patch<Conversation>(`/conversations/${id}`, request),
    members: (id: string, after?: string) =>
      this.#rest.get<MemberPage>(`/conversations/${id}/members`, { after, limit: 200 }),
    add: (id: string, request: AddMembers) => this.#rest.post<Conversation>(`/conversations/${id}/members`, request),
    remove: (id: string, userId: string) => this.#rest.delete(`/conversations/${id}/members/${userId}`),
    changeRole: (id: string, userId: string, role: MemberRole) =>
      this.#rest.put<void>(`/conversations/${id}/members/${userId}/role`, { role }),
    /** For so many seconds from now; 0 ends it. */
    mute: (id: string, userId: string, seconds: number) =>
      this.#rest.put<void>(`/conversations/${id}/members/${userId}/mute`, { seconds }),
    setAvatar: (id: string, image: Blob) => this.#rest.putImage<Conversation>(`/conversations/${id}/avatar`, image),
    removeAvatar: (id: string) => this.#rest.delete<Conversation>(`/conversations/${id}/avatar`),
  };
}

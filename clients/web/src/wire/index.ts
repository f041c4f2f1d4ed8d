import type { components } from "./generated.ts";

/** The schema as the client uses it: what may be null on the wire is absent (the server never writes null). */
type Plain<T> = T extends readonly (infer Item)[]
  ? readonly Plain<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Plain<Exclude<T[Key], null>> }
    : T;

type Schemas = components["schemas"];
type Wire<Name extends keyof Schemas> = Plain<Schemas[Name]>;

export type ErrorCode = Schemas["Refusal"]["code"];
export type Refusal = Wire<"Refusal">;

export type User = Wire<"User">;
export type UserPage = Wire<"UserPage">;

export type Profile = Wire<"Profile">;
export type OwnProfile = Wire<"OwnProfile">;
export type UpdateProfile = Wire<"UpdateProfile">;
export type Department = Wire<"Department">;
export type DepartmentName = Wire<"DepartmentName">;
export type DepartmentTree = Wire<"DepartmentTree">;
export type CreateDepartment = Wire<"CreateDepartment">;
export type UpdateDepartment = Wire<"UpdateDepartment">;
export type SearchPeople = Wire<"SearchPeople">;
export type PeopleHits = Wire<"PeopleHits">;
export type PersonHit = Wire<"PersonHit">;
export type PersonMatch = Schemas["PersonMatch"];
/** The generated type does not say that the names are texts. */
export type ImportReport = Omit<Wire<"ImportReport">, "newDepartments"> & {
  readonly newDepartments: readonly string[];
};
export type ImportError = Wire<"ImportError">;
export type ImportFault = Schemas["ImportFault"];
export type ImportedPerson = Wire<"ImportedPerson">;

export type PresenceState = Schemas["PresenceState"];
export type Availability = Schemas["Availability"];
export type PersonStatus = Wire<"PersonStatus">;
export type UserPresence = Wire<"UserPresence">;
export type WatchPresence = Wire<"WatchPresence">;
export type PresenceList = Wire<"PresenceList">;
export type SetTyping = Wire<"SetTyping">;
export type TypingState = Wire<"TypingState">;

export type Account = Wire<"Account">;
export type AccountPage = Wire<"AccountPage">;
export type CreateAccount = Wire<"CreateAccount">;
export type CreatedAccount = Wire<"CreatedAccount">;
export type UpdateAccount = Wire<"UpdateAccount">;
export type PasswordLink = Wire<"PasswordLink">;
export type OpenSession = Wire<"OpenSession">;
export type OpenSessionPage = Wire<"OpenSessionPage">;
/** The generated type does not say that the names are texts. */
export type Policy = Omit<Wire<"Policy">, "names"> & { readonly names?: readonly string[] };
export type PolicyList = { readonly policies: readonly Policy[] };
export type SystemReport = Wire<"SystemReport">;
export type NodeReport = Wire<"NodeReport">;
export type DatabaseReport = Wire<"DatabaseReport">;
export type PartState = Schemas["PartState"];
export type HealthAdvice = Schemas["HealthAdvice"];
export type NodeLink = Schemas["NodeLink"];
export type SignIn = Wire<"SignIn">;
export type SignedIn = Wire<"SignedIn">;
export type SessionEnd = Wire<"SessionEnd">;
export type SessionEndReason = Schemas["SessionEnd"]["reason"];
export type SessionList = Wire<"SessionList">;
export type Session = Wire<"Session">;
export type ExternalProvider = Wire<"ExternalProvider">;
export type SignInOptions = Wire<"SignInOptions">;
export type SetUp = Wire<"SetUp">;
export type AccessScope = Schemas["AccessScope"];
export type AccessToken = Wire<"AccessToken">;
export type AccessTokenList = Wire<"AccessTokenList">;
export type CreateAccessToken = Wire<"CreateAccessToken">;
export type ChangePassword = Wire<"ChangePassword">;
export type RedeemPasswordLink = Wire<"RedeemPasswordLink">;

export type Conversation = Wire<"Conversation">;
export type ConversationHead = Wire<"ConversationHead">;
export type HistoryVisibility = Schemas["HistoryVisibility"];
export type Member = Wire<"Member">;
export type MemberPage = Wire<"MemberPage">;
export type MemberRole = Schemas["MemberRole"];
export type Visibility = Schemas["Visibility"];
export type Joining = Schemas["Joining"];
export type Announcement = Wire<"Announcement">;
export type Channel = Wire<"Channel">;
export type ChannelPage = Wire<"ChannelPage">;
export type JoinAnswer = Wire<"JoinAnswer">;
export type JoinPreview = Wire<"JoinPreview">;
export type JoinRequest = Wire<"JoinRequest">;
export type JoinRequestList = Wire<"JoinRequestList">;
export type CreateJoinLink = Wire<"CreateJoinLink">;
export type JoinLink = Wire<"JoinLink">;
export type JoinLinkList = Wire<"JoinLinkList">;
export type AddMembers = Wire<"AddMembers">;
export type StartConversation = Wire<"StartConversation">;
export type UpdateConversation = Wire<"UpdateConversation">;

export type Attachment = Wire<"Attachment">;
export type AttachFile = Wire<"AttachFile">;
export type FileKind = Schemas["FileKind"];
export type UploadedFile = Wire<"UploadedFile">;
export type UploadList = Wire<"UploadList">;
export type ConversationFile = Wire<"ConversationFile">;
export type ConversationFileList = Wire<"ConversationFileList">;

export type LinkPreview = Wire<"LinkPreview">;
export type Message = Wire<"Message">;
export type SystemEntry = Wire<"SystemEntry">;
export type SystemEvent = Schemas["SystemEvent"];
export type Reaction = Wire<"Reaction">;
export type ReactionPage = Wire<"ReactionPage">;
export type EarlierTexts = Wire<"EarlierTexts">;
export type Quote = Wire<"Quote">;
export type EditMessage = Wire<"EditMessage">;
export type RecallMessage = Wire<"RecallMessage">;
export type React = Wire<"React">;
export type PinMessage = Wire<"PinMessage">;
export type PinList = Wire<"PinList">;
export type GetThread = Wire<"GetThread">;
export type ThreadPage = Wire<"ThreadPage">;
export type GetThreads = Wire<"GetThreads">;
export type ThreadList = Wire<"ThreadList">;
export type FollowedThread = Wire<"FollowedThread">;
export type FollowerList = Wire<"FollowerList">;
/** The generated type does not say that the options are texts. */
export type NewPoll = Omit<Wire<"NewPoll">, "options"> & { readonly options: readonly string[] };
export type Forward = Wire<"Forward">;
export type PostMessage = Omit<Wire<"PostMessage">, "poll"> & { readonly poll?: NewPoll };
export type Forwarded = Wire<"Forwarded">;
export type Card = Wire<"Card">;
export type CardLine = Wire<"CardLine">;
export type GetCard = Wire<"GetCard">;
export type CardPage = Wire<"CardPage">;
export type Urgent = Wire<"Urgent">;
export type ConfirmMessage = Wire<"ConfirmMessage">;
export type Poll = Wire<"Poll">;
export type Vote = Wire<"Vote">;
export type VoterPage = Wire<"VoterPage">;
export type ClosePoll = Wire<"ClosePoll">;
export type ReaderList = Wire<"ReaderList">;
export type Sync = Wire<"Sync">;
export type SyncResult = Wire<"SyncResult">;
export type GetChanges = Wire<"GetChanges">;
export type ConversationChanges = Wire<"ConversationChanges">;
export type GetMessages = Wire<"GetMessages">;
export type MessagePage = Wire<"MessagePage">;
export type MarkRead = Wire<"MarkRead">;
export type ReadState = Wire<"ReadState">;
export type ClearConversation = Wire<"ClearConversation">;
export type ResyncHint = Wire<"ResyncHint">;

export type SearchMessages = Wire<"SearchMessages">;
export type MessageHits = Wire<"MessageHits">;
export type MessageHit = Wire<"MessageHit">;
export type Fragment = Wire<"Fragment">;
export type SearchFiles = Wire<"SearchFiles">;
export type FileHits = Wire<"FileHits">;
export type FileHit = Wire<"FileHit">;

export type PersonalKind = Schemas["PersonalKind"];
export type PersonalItem = Wire<"PersonalItem">;
export type PersonalChanges = Wire<"PersonalChanges">;
export type GetPersonal = Wire<"GetPersonal">;
export type SetPersonal = Wire<"SetPersonal">;
export type ConversationPreferences = Wire<"ConversationPreferences">;
export type NotifyLevel = Schemas["NotifyLevel"];
export type ThreadFollow = Wire<"ThreadFollow">;
export type Folder = Wire<"Folder">;
export type Reminder = Wire<"Reminder">;
export type ScheduledMessage = Wire<"ScheduledMessage">;
export type QuietHours = Wire<"QuietHours">;
export type ContactPreferences = Wire<"ContactPreferences">;

/** What a hub method answers: one of the two. */
export interface Reply<T> {
  readonly value?: T;
  readonly error?: Refusal;
}

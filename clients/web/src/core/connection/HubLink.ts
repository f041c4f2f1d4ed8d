import type {
  CardPage,
  ClearConversation,
  ClosePoll,
  ConfirmMessage,
  ConversationChanges,
  EditMessage,
  GetCard,
  GetChanges,
  GetMessages,
  GetPersonal,
  GetThread,
  GetThreads,
  MarkRead,
  Message,
  MessagePage,
  PersonalChanges,
  PersonalItem,
  PinMessage,
  PostMessage,
  PresenceList,
  React,
  ReadState,
  RecallMessage,
  Reply,
  ResyncHint,
  SessionEnd,
  SetPersonal,
  SetTyping,
  Sync,
  SyncResult,
  ThreadList,
  ThreadPage,
  TypingState,
  UserPresence,
  Vote,
  WatchPresence,
} from "../../wire/index.ts";

/** The methods of the hub: request and reply of each. */
export interface HubMethods {
  Post: [PostMessage, Message];
  Edit: [EditMessage, Message];
  Recall: [RecallMessage, Message];
  React: [React, Message];
  Pin: [PinMessage, Message];
  Confirm: [ConfirmMessage, Message];
  Vote: [Vote, Message];
  ClosePoll: [ClosePoll, Message];
  GetCard: [GetCard, CardPage];
  GetThread: [GetThread, ThreadPage];
  GetThreads: [GetThreads, ThreadList];
  SetPersonal: [SetPersonal, PersonalItem];
  GetPersonal: [GetPersonal, PersonalChanges];
  Clear: [ClearConversation, object];
  Sync: [Sync, SyncResult];
  GetChanges: [GetChanges, ConversationChanges];
  GetMessages: [GetMessages, MessagePage];
  MarkRead: [MarkRead, ReadState];
  SetTyping: [SetTyping, object];
  WatchPresence: [WatchPresence, PresenceList];
}

/** What the server pushes. */
export interface Pushes {
  Changed: ConversationChanges;
  ReadChanged: ReadState;
  PersonalChanged: PersonalChanges;
  Typing: TypingState;
  PresenceChanged: UserPresence;
  Resync: ResyncHint;
  SessionEnded: SessionEnd;
}

export type PushHandlers = { readonly [Name in keyof Pushes]: (push: Pushes[Name]) => void };

/** One connection to the hub, from its start to its end. It never comes back: the next try is another link. */
export interface HubLink {
  /** Throws `NotSignedIn` when the server knows no session, anything else when it cannot be reached. */
  start(): Promise<void>;
  call<Name extends keyof HubMethods>(method: Name, request: HubMethods[Name][0]): Promise<Reply<HubMethods[Name][1]>>;
  stop(): Promise<void>;
}

/** Makes links. `closed` is called once, when a started link ends, whoever ended it. */
export type OpenHubLink = (pushes: PushHandlers, closed: () => void) => HubLink;

/** The server knows no session of this client. */
export class NotSignedIn extends Error {
  override readonly name = "NotSignedIn";
}

/**
 * The schemas of Messenger.Contracts as the OpenAPI document describes them.
 */
export interface components {
  schemas: {
    ErrorCode:
      | "invalid_request"
      | "not_signed_in"
      | "forbidden"
      | "not_found"
      | "not_a_member"
      | "user_deactivated"
      | "user_not_found"
      | "text_empty"
      | "message_too_long"
      | "text_invalid"
      | "name_too_long"
      | "too_many_members"
      | "not_a_group"
      | "owner_required"
      | "rate_limited"
      | "unavailable_retry"
      | "wrong_credentials"
      | "password_too_short"
      | "password_too_long"
      | "password_too_common"
      | "user_name_taken"
      | "user_name_invalid"
      | "link_invalid"
      | "origin_refused"
      | "administrator_required"
      | "managed_elsewhere"
      | "internal";
    Refusal: { code: components["schemas"]["ErrorCode"]; retryAfterMilliseconds?: number };
    User: { id: string; userName: string; displayName: string; department?: string; deactivated?: boolean };
    UserPage: { users: components["schemas"]["User"][]; next?: string };
    PresenceState: "offline" | "away" | "online";
    UserPresence: { userId: string; state: components["schemas"]["PresenceState"]; lastSeenAt?: string };
    WatchPresence: { userIds: string[]; conversationId?: string; away?: boolean };
    PresenceList: { users: components["schemas"]["UserPresence"][] };
    SetTyping: { conversationId: string; active: boolean };
    TypingState: { conversationId: string; userId: string; active: boolean };
    Account: {
      user: components["schemas"]["User"];
      email?: string;
      isAdministrator: boolean;
      external: boolean;
      hasPassword: boolean;
      createdAt: string;
      lastSeenAt?: string;
    };
    AccountPage: { accounts: components["schemas"]["Account"][]; next?: string };
    CreateAccount: {
      userName: string;
      displayName: string;
      email?: string;
      department?: string;
      isAdministrator?: boolean;
    };
    UpdateAccount: { displayName?: string; email?: string; department?: string; isAdministrator?: boolean };
    PasswordLink: { url: string; expiresAt: string };
    CreatedAccount: {
      account: components["schemas"]["Account"];
      passwordLink: components["schemas"]["PasswordLink"];
    };
    SignIn: { userName: string; password: string; device?: string };
    ClientLimits: { messageLength: number; groupMembers: number; receiptMembers: number; passwordLength: number };
    SignedIn: {
      user: components["schemas"]["User"];
      isAdministrator: boolean;
      hasPassword: boolean;
      sessionId: string;
      expiresAt: string;
      limits: components["schemas"]["ClientLimits"];
      cacheAllowed: boolean;
    };
    SessionEndReason:
      | "signed_out"
      | "ended_by_user"
      | "ended_by_administrator"
      | "deactivated"
      | "password_changed"
      | "expired"
      | "token_reused";
    SessionEnd: { reason: components["schemas"]["SessionEndReason"]; deleteLocalData: boolean };
    Session: {
      id: string;
      device: string;
      address?: string;
      createdAt: string;
      lastSeenAt: string;
      current: boolean;
    };
    SessionList: { sessions: components["schemas"]["Session"][] };
    ExternalProvider: { name: string; displayName: string };
    SignInOptions: { setupNeeded: boolean; providers: components["schemas"]["ExternalProvider"][] };
    SetUp: { token: string; userName: string; displayName: string; password: string };
    ChangePassword: { currentPassword: string; newPassword: string };
    RedeemPasswordLink: { token: string; newPassword: string };
    ConversationKind: "direct" | "group";
    HistoryVisibility: "all" | "from_joining";
    MemberRole: "member" | "administrator" | "owner";
    Conversation: {
      id: string;
      kind: components["schemas"]["ConversationKind"];
      title?: string;
      description?: string;
      history: components["schemas"]["HistoryVisibility"];
      memberCount: number;
      createdAt: string;
    };
    ConversationHead: {
      conversation: components["schemas"]["Conversation"];
      seq: number;
      version: number;
      firstSeq: number;
      readSeq: number;
      unread: number;
      role: components["schemas"]["MemberRole"];
      peerId?: string;
      lastMessage?: components["schemas"]["Message"];
      activeAt: string;
    };
    ConversationPage: { conversations: components["schemas"]["ConversationHead"][]; next?: string };
    Member: {
      userId: string;
      role: components["schemas"]["MemberRole"];
      left?: boolean;
      readSeq?: number;
      version: number;
    };
    MemberPage: { members: components["schemas"]["Member"][]; next?: string };
    StartConversation: {
      kind: components["schemas"]["ConversationKind"];
      userId?: string;
      id?: string;
      title?: string;
      description?: string;
      memberIds?: string[];
      history?: components["schemas"]["HistoryVisibility"];
    };
    UpdateConversation: {
      title?: string;
      description?: string;
      history?: components["schemas"]["HistoryVisibility"];
    };
    AddMembers: { userIds: string[] };
    ChangeRole: { role: components["schemas"]["MemberRole"] };
    MessageKind: "text" | "system";
    SystemEvent:
      | "group_created"
      | "members_added"
      | "member_removed"
      | "member_left"
      | "title_changed"
      | "description_changed"
      | "role_changed"
      | "ownership_transferred"
      | "history_changed";
    SystemEntry: {
      event: components["schemas"]["SystemEvent"];
      userIds?: string[];
      text?: string;
      role?: components["schemas"]["MemberRole"];
      history?: components["schemas"]["HistoryVisibility"];
    };
    Message: {
      conversationId: string;
      seq: number;
      version: number;
      kind: components["schemas"]["MessageKind"];
      senderId: string;
      clientMessageId?: string;
      postedAt: string;
      text?: string;
      system?: components["schemas"]["SystemEntry"];
    };
    PostMessage: { conversationId: string; clientMessageId: string; text: string };
    Sync: { token?: string };
    SyncResult: {
      token: string;
      serverEpoch: string;
      full: boolean;
      more: boolean;
      heads: components["schemas"]["ConversationHead"][];
      left?: string[];
    };
    GetChanges: { conversationId: string; since: number };
    ConversationChanges: {
      conversationId: string;
      after: number;
      version: number;
      messages?: components["schemas"]["Message"][];
      members?: components["schemas"]["Member"][];
      conversation?: components["schemas"]["Conversation"];
      more?: boolean;
      tooFarBehind?: boolean;
    };
    GetMessages: {
      conversationId: string;
      before?: number;
      after?: number;
      around?: number;
      aroundTime?: string;
      limit?: number;
    };
    MessagePage: {
      conversationId: string;
      messages: components["schemas"]["Message"][];
      hasBefore: boolean;
      hasAfter: boolean;
    };
    MarkRead: { conversationId: string; seq: number };
    ReadState: { conversationId: string; userId: string; seq: number; unread?: number };
    ResyncReason: "missed" | "conversations_changed" | "moving";
    ResyncHint: { reason: components["schemas"]["ResyncReason"]; delayMilliseconds: number };
  };
}

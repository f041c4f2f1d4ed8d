using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Personal;
using Messenger.Contracts.Presence;

namespace Messenger.Contracts;

/// <summary>What a client can call over its connection to <c>/hubs/messenger</c>. The names are wire names.</summary>
public interface IMessengerHub
{
    /// <summary>Appends a message; answered when it is durable.</summary>
    Task<Reply<Message>> Post(PostMessage request);

    /// <summary>The conversations that changed.</summary>
    Task<Reply<SyncResult>> Sync(Sync request);

    /// <summary>What changed in one conversation.</summary>
    Task<Reply<ConversationChanges>> GetChanges(GetChanges request);

    /// <summary>A page of one conversation.</summary>
    Task<Reply<MessagePage>> GetMessages(GetMessages request);

    /// <summary>Moves the caller's read cursor forward.</summary>
    Task<Reply<ReadState>> MarkRead(MarkRead request);

    /// <summary>Changes a text of the caller's own.</summary>
    Task<Reply<Message>> Edit(EditMessage request);

    /// <summary>Takes a message back.</summary>
    Task<Reply<Message>> Recall(RecallMessage request);

    /// <summary>Puts a reaction under a message, or takes it away.</summary>
    Task<Reply<Message>> React(React request);

    /// <summary>Pins a message, or unpins it.</summary>
    Task<Reply<Message>> Pin(PinMessage request);

    /// <summary>Confirms an urgent message.</summary>
    Task<Reply<Message>> Confirm(ConfirmMessage request);

    /// <summary>Votes in a poll.</summary>
    Task<Reply<Message>> Vote(Vote request);

    /// <summary>Closes a poll.</summary>
    Task<Reply<Message>> ClosePoll(ClosePoll request);

    /// <summary>The messages of a card.</summary>
    Task<Reply<CardPage>> GetCard(GetCard request);

    /// <summary>A page of a thread.</summary>
    Task<Reply<ThreadPage>> GetThread(GetThread request);

    /// <summary>The threads that the caller follows.</summary>
    Task<Reply<ThreadList>> GetThreads(GetThreads request);

    /// <summary>Writes or removes one thing that the caller keeps for himself.</summary>
    Task<Reply<PersonalItem>> SetPersonal(SetPersonal request);

    /// <summary>What changed among the things that the caller keeps for himself.</summary>
    Task<Reply<PersonalChanges>> GetPersonal(GetPersonal request);

    /// <summary>Removes messages from what the caller sees.</summary>
    Task<Reply<Done>> Clear(ClearConversation request);

    /// <summary>Shows others that the caller types.</summary>
    Task<Reply<Done>> SetTyping(SetTyping request);

    /// <summary>Says what this connection looks at; answers the presence of those users.</summary>
    Task<Reply<PresenceList>> WatchPresence(WatchPresence request);

    /// <summary>Finds or makes a direct conversation, or makes a group.</summary>
    Task<Reply<ConversationHead>> Start(StartConversation request);

    /// <summary>Changes a group's title, description or settings.</summary>
    Task<Reply<Conversation>> Update(ConversationUpdate request);

    /// <summary>Adds members to a group.</summary>
    Task<Reply<Conversation>> AddMembers(MemberAddition request);

    /// <summary>Removes a member from a group, or leaves it.</summary>
    Task<Reply<Done>> RemoveMember(MemberRemoval request);

    /// <summary>Changes a member's role.</summary>
    Task<Reply<Done>> ChangeRole(RoleChange request);

    /// <summary>Mutes a member for a time, or ends it.</summary>
    Task<Reply<Done>> MuteMember(MemberMuting request);

    /// <summary>Joins a public group, or asks to.</summary>
    Task<Reply<JoinAnswer>> Join(JoinWish request);

    /// <summary>Lets somebody in who has asked, or not.</summary>
    Task<Reply<Done>> AnswerJoin(JoinDecision request);

    /// <summary>Joins by a link, or asks to.</summary>
    Task<Reply<JoinAnswer>> FollowLink(FollowJoinLink request);
}

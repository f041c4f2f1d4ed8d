using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Personal;

namespace Messenger.Client;

/// <summary>What is done with messages, and what one keeps for oneself.</summary>
public sealed partial class MessengerApi
{
    /// <summary>Changes the text of one's own message.</summary>
    public Task<Reply<Message>> EditAsync(EditMessage request, CancellationToken cancellationToken) =>
        SendAsync<Message>(Patch, PathOf(request.ConversationId, request.Seq), new EditBody { Text = request.Text }, cancellationToken);

    /// <summary>Takes a message back.</summary>
    public Task<Reply<Message>> RecallAsync(RecallMessage request, CancellationToken cancellationToken) =>
        SendAsync<Message>(HttpMethod.Delete, PathOf(request.ConversationId, request.Seq), null, cancellationToken);

    /// <summary>The texts that a message had.</summary>
    public Task<Reply<EarlierTexts>> GetEarlierTextsAsync(Guid conversation, long seq, CancellationToken cancellationToken) =>
        SendAsync<EarlierTexts>(HttpMethod.Get, PathOf(conversation, seq) + "/edits", null, cancellationToken);

    /// <summary>Reacts, or takes a reaction away.</summary>
    public Task<Reply<Message>> ReactAsync(React request, CancellationToken cancellationToken) =>
        SendAsync<Message>(
            request.Active ? HttpMethod.Put : HttpMethod.Delete, $"{PathOf(request.ConversationId, request.Seq)}/reactions/{Uri.EscapeDataString(request.Emoji)}", null, cancellationToken);

    /// <summary>Who has reacted with one emoji.</summary>
    public Task<Reply<ReactionPage>> GetReactionsAsync(Guid conversation, long seq, string emoji, string? after, CancellationToken cancellationToken) =>
        SendAsync<ReactionPage>(HttpMethod.Get, Address(PathOf(conversation, seq) + "/reactions", ("emoji", emoji), ("after", after)), null, cancellationToken);

    /// <summary>Pins a message, or unpins it.</summary>
    public Task<Reply<Message>> PinAsync(PinMessage request, CancellationToken cancellationToken) =>
        SendAsync<Message>(request.Active ? HttpMethod.Put : HttpMethod.Delete, PathOf(request.ConversationId, request.Seq) + "/pin", null, cancellationToken);

    /// <summary>The pinned messages.</summary>
    public Task<Reply<PinList>> GetPinsAsync(Guid conversation, CancellationToken cancellationToken) =>
        SendAsync<PinList>(HttpMethod.Get, $"conversations/{conversation}/pins", null, cancellationToken);

    /// <summary>Confirms an urgent message.</summary>
    public Task<Reply<Message>> ConfirmAsync(ConfirmMessage request, CancellationToken cancellationToken) =>
        SendAsync<Message>(HttpMethod.Put, PathOf(request.ConversationId, request.Seq) + "/confirmation", null, cancellationToken);

    /// <summary>Votes in a poll.</summary>
    public Task<Reply<Message>> VoteAsync(Vote request, CancellationToken cancellationToken) =>
        SendAsync<Message>(HttpMethod.Put, PathOf(request.ConversationId, request.Seq) + "/votes", new VoteBody { Options = request.Options }, cancellationToken);

    /// <summary>Who has chosen one answer of a poll, and what one has chosen oneself.</summary>
    public Task<Reply<VoterPage>> GetVotersAsync(Guid conversation, long seq, int option, string? after, CancellationToken cancellationToken) =>
        SendAsync<VoterPage>(HttpMethod.Get, Address(PathOf(conversation, seq) + "/votes", ("option", Text(option)), ("after", after)), null, cancellationToken);

    /// <summary>Closes a poll.</summary>
    public Task<Reply<Message>> ClosePollAsync(ClosePoll request, CancellationToken cancellationToken) =>
        SendAsync<Message>(HttpMethod.Put, PathOf(request.ConversationId, request.Seq) + "/poll/closed", null, cancellationToken);

    /// <summary>The messages that were forwarded as one.</summary>
    public Task<Reply<CardPage>> GetCardAsync(GetCard request, CancellationToken cancellationToken) =>
        SendAsync<CardPage>(HttpMethod.Get, Address(PathOf(request.ConversationId, request.Seq) + "/card", ("after", Text(request.After))), null, cancellationToken);

    /// <summary>Who has read a message.</summary>
    public Task<Reply<ReaderList>> GetReadersAsync(Guid conversation, long seq, CancellationToken cancellationToken) =>
        SendAsync<ReaderList>(HttpMethod.Get, PathOf(conversation, seq) + "/readers", null, cancellationToken);

    /// <summary>A page of a thread.</summary>
    public Task<Reply<ThreadPage>> GetThreadAsync(GetThread request, CancellationToken cancellationToken) =>
        SendAsync<ThreadPage>(
            HttpMethod.Get, Address(PathOf(request.ConversationId, request.ThreadSeq) + "/thread", ("before", Text(request.Before)), ("limit", Text(request.Limit))), null, cancellationToken);

    /// <summary>The threads that one follows.</summary>
    public Task<Reply<ThreadList>> GetThreadsAsync(GetThreads request, CancellationToken cancellationToken) =>
        SendAsync<ThreadList>(HttpMethod.Get, Address("threads", ("after", request.After), ("limit", Text(request.Limit))), null, cancellationToken);

    /// <summary>Who follows a thread.</summary>
    public Task<Reply<FollowerList>> GetFollowersAsync(Guid conversation, long threadSeq, CancellationToken cancellationToken) =>
        SendAsync<FollowerList>(HttpMethod.Get, PathOf(conversation, threadSeq) + "/thread/followers", null, cancellationToken);

    /// <summary>Writes or removes one thing that one keeps for oneself.</summary>
    public Task<Reply<PersonalItem>> SetPersonalAsync(SetPersonal request, CancellationToken cancellationToken) =>
        SendAsync<PersonalItem>(HttpMethod.Put, "personal", request, cancellationToken);

    /// <summary>What changed among them after a version.</summary>
    public Task<Reply<PersonalChanges>> GetPersonalAsync(GetPersonal request, CancellationToken cancellationToken) =>
        SendAsync<PersonalChanges>(HttpMethod.Get, Address("personal", ("since", Text(request.Since))), null, cancellationToken);

    /// <summary>Removes messages from what one sees oneself.</summary>
    public Task<Reply<Done>> ClearAsync(ClearConversation request, CancellationToken cancellationToken) =>
        SendAsync<Done>(HttpMethod.Post, $"conversations/{request.ConversationId}/clear", new ClearBody { UpTo = request.UpTo }, cancellationToken);

    static string PathOf(Guid conversation, long seq) => $"conversations/{conversation}/messages/{Text(seq)}";
}

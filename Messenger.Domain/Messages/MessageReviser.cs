using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Domain.Links;

namespace Messenger.Domain.Messages;

/// <summary>What colleagues do with a message that is posted: edit, recall, react, pin.</summary>
public sealed class MessageReviser(IMessageRevisions revisions, ILiveDelivery live, LinksToRead links, MessageLimits limits, TimeProvider clock)
{
    /// <summary>Changes the text of one's own message.</summary>
    public async Task<Result<Message>> EditAsync(Guid caller, EditMessage wish, CancellationToken cancellationToken)
    {
        if (!MessageTexts.Check(wish.Text, limits).IsOk(out var mentions, out var refusal)) return refusal;
        var edited = await ReviseAsync(caller, wish.ConversationId, wish.Seq,
            state => MessageRules.Edit(state, caller, wish.Text, mentions, limits, clock.GetUtcNow()), cancellationToken);
        if (edited.IsOk(out var message, out _)) links.Offer(message);
        return edited;
    }

    /// <summary>Takes a message back.</summary>
    public Task<Result<Message>> RecallAsync(Guid caller, RecallMessage wish, CancellationToken cancellationToken) =>
        ReviseAsync(caller, wish.ConversationId, wish.Seq, state => MessageRules.Recall(state, caller, limits, clock.GetUtcNow()), cancellationToken);

    /// <summary>Reacts, or takes a reaction away.</summary>
    public async Task<Result<Message>> ReactAsync(Guid caller, React wish, CancellationToken cancellationToken)
    {
        if (!Emoji.IsOne(wish.Emoji)) return ErrorCode.InvalidRequest;
        return await ReviseAsync(caller, wish.ConversationId, wish.Seq,
            state => MessageRules.React(state, wish.Emoji, wish.Active, limits, clock.GetUtcNow()), cancellationToken);
    }

    /// <summary>Pins or unpins.</summary>
    public Task<Result<Message>> PinAsync(Guid caller, PinMessage wish, CancellationToken cancellationToken) =>
        ReviseAsync(caller, wish.ConversationId, wish.Seq, state => MessageRules.Pin(state, wish.Active, limits, clock.GetUtcNow()), cancellationToken);

    /// <summary>Shows what is behind a message's link, in its sender's name.</summary>
    public Task<Result<Message>> PreviewAsync(Guid sender, Guid conversationId, long seq, LinkPreview preview, CancellationToken cancellationToken) =>
        ReviseAsync(sender, conversationId, seq, state => MessageRules.Preview(state, preview), cancellationToken);

    /// <summary>Confirms an urgent message.</summary>
    public Task<Result<Message>> ConfirmAsync(Guid caller, ConfirmMessage wish, CancellationToken cancellationToken) =>
        ReviseAsync(caller, wish.ConversationId, wish.Seq, state => MessageRules.Confirm(state, caller), cancellationToken);

    /// <summary>Votes in a poll.</summary>
    public Task<Result<Message>> VoteAsync(Guid caller, Vote wish, CancellationToken cancellationToken) =>
        ReviseAsync(caller, wish.ConversationId, wish.Seq, state => MessageRules.Vote(state, wish.Options, clock.GetUtcNow()), cancellationToken);

    /// <summary>Closes a poll.</summary>
    public Task<Result<Message>> ClosePollAsync(Guid caller, ClosePoll wish, CancellationToken cancellationToken) =>
        ReviseAsync(caller, wish.ConversationId, wish.Seq, state => MessageRules.ClosePoll(state, caller, clock.GetUtcNow()), cancellationToken);

    /// <summary>Removes what has vanished; answers whether there may be more.</summary>
    public async Task<bool> VanishAsync(CancellationToken cancellationToken)
    {
        if (await revisions.VanishAsync(cancellationToken) is not { } deliveries) return false;
        foreach (var delivery in deliveries) live.Publish(delivery);
        return true;
    }

    async Task<Result<Message>> ReviseAsync(
        Guid caller, Guid conversationId, long seq, Func<MessageState, Result<Revision>> decide, CancellationToken cancellationToken)
    {
        if (seq < 1) return ErrorCode.InvalidRequest;
        var revised = await revisions.ReviseAsync(caller, conversationId, seq, decide, cancellationToken);
        if (!revised.IsOk(out var done, out var refusal)) return refusal;
        foreach (var delivery in done.Deliveries) live.Publish(delivery);
        return done.Message;
    }
}

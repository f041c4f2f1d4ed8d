using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Presence;
using Messenger.Domain.Conversations;
using Messenger.Domain.Links;
using Messenger.Domain.Presence;

namespace Messenger.Domain.Messages;

/// <summary>Posts messages: the rules that need no database, then the log. The log's group commit pushes what it has committed.</summary>
public sealed class MessagePoster(
    GroupCommit<NewMessage, Message> log, MessageForwarder forwarder, IConversationReader conversations, IPresence presence, LinksToRead links, MessageLimits limits, TimeProvider clock)
{
    static readonly TimeSpan ShortestStay = TimeSpan.FromSeconds(5);

    /// <summary>Answers when the message is durable, or why it is not stored.</summary>
    public async Task<Result<Message>> PostAsync(Guid sender, PostMessage message, CancellationToken cancellationToken)
    {
        if (message.ReplyTo < 1 || message.ThreadSeq < 1 || (message.AlsoInMain && message.ThreadSeq is null)) return ErrorCode.InvalidRequest;
        var vanishes = message.VanishAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        if (vanishes < ShortestStay) return ErrorCode.InvalidRequest;
        if (vanishes > limits.MaxVanish) return ErrorCode.Forbidden;
        var item = new NewMessage(message.ConversationId, sender, message.ClientMessageId, message.Text)
        {
            ReplyTo = message.ReplyTo,
            ThreadSeq = message.ThreadSeq,
            AlsoInMain = message.AlsoInMain,
            Urgent = message.Urgent,
            VanishesAfter = vanishes,
        };
        var filled = message.Forward is { } forward ? await ForwardAsync(item, message, forward, cancellationToken) : Write(item, message.Poll);
        if (!filled.IsOk(out var complete, out var refusal)) return refusal;
        if (complete.Mentions.Everyone == MentionScope.Here) complete = complete with { Online = await FindOnlineAsync(complete, cancellationToken) };
        var posted = await log.WriteAsync(complete, cancellationToken);
        if (posted.IsOk(out var stored, out _)) links.Offer(stored);
        return posted;
    }

    async Task<IReadOnlyList<Guid>> FindOnlineAsync(NewMessage message, CancellationToken cancellationToken)
    {
        var members = await conversations.GetMemberIdsAsync(message.SenderId, message.ConversationId, cancellationToken);
        var states = await presence.GetAsync(members, cancellationToken);
        return [.. states.Where(s => s.State == PresenceState.Online).Select(s => s.UserId)];
    }

    async Task<Result<NewMessage>> ForwardAsync(NewMessage item, PostMessage message, Forward forward, CancellationToken cancellationToken) =>
        message.Text.Length > 0 || message.Poll is not null || message.Urgent ? ErrorCode.InvalidRequest : await forwarder.FillAsync(item, forward, cancellationToken);

    Result<NewMessage> Write(NewMessage item, NewPoll? poll)
    {
        if (!MessageTexts.Check(item.Text, limits).IsOk(out var mentions, out var refusal)) return refusal;
        if (poll is not null && PollRules.Check(poll, clock.GetUtcNow()) is { } wrong) return wrong;
        return item with { Mentions = mentions, Poll = poll is null ? null : PollRules.Open(poll) };
    }
}

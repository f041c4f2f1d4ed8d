using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Presence;
using Messenger.Domain.Conversations;
using Messenger.Domain.Files;
using Messenger.Domain.Links;
using Messenger.Domain.Presence;

namespace Messenger.Domain.Messages;

/// <summary>Posts messages: the rules that need no database, then the log. The log's group commit pushes what it has committed.</summary>
public sealed class MessagePoster(
    GroupCommit<NewMessage, Message> log, MessageForwarder forwarder, IConversationReader conversations, IPresence presence, LinksToRead links, FileAttacher files, MessageLimits limits, TimeProvider clock)
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
        var filled = message.Forward is { } forward ? await ForwardAsync(item, message, forward, cancellationToken) : await WriteAsync(item, message, cancellationToken);
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
        message.Text.Length > 0 || message.Poll is not null || message.Urgent || message.Files is not null ? ErrorCode.InvalidRequest : await forwarder.FillAsync(item, forward, cancellationToken);

    async Task<Result<NewMessage>> WriteAsync(NewMessage item, PostMessage message, CancellationToken cancellationToken)
    {
        // Files need no words.
        var mentions = MentionedUsers.Nobody;
        if ((item.Text.Length > 0 || message.Files is not { Count: > 0 }) && !MessageTexts.Check(item.Text, limits).IsOk(out mentions, out var refusal)) return refusal;
        if (message.Poll is not null && (PollRules.Check(message.Poll, clock.GetUtcNow()) ?? (message.Files is null ? null : ErrorCode.InvalidRequest)) is { } wrong) return wrong;
        item = item with { Mentions = mentions, Poll = message.Poll is null ? null : PollRules.Open(message.Poll) };
        return message.Files is { } wanted ? (await files.AttachAsync(item.SenderId, wanted, cancellationToken)).Select(attached => item with { Files = attached }) : item;
    }
}

using Messenger.Contracts;
using Messenger.Contracts.Messages;

namespace Messenger.Domain.Messages;

/// <summary>Posts messages: the rules that need no database, then the log. The log's group commit pushes what it has committed.</summary>
public sealed class MessagePoster(GroupCommit<NewMessage, Message> log, MessageLimits limits)
{
    /// <summary>Answers when the message is durable, or why it is not stored.</summary>
    public async Task<Result<Message>> PostAsync(Guid sender, PostMessage message, CancellationToken cancellationToken)
    {
        if (message.ReplyTo < 1 || message.ThreadSeq < 1 || (message.AlsoInMain && message.ThreadSeq is null)) return ErrorCode.InvalidRequest;
        if (!MessageTexts.Check(message.Text, limits).IsOk(out var mentions, out var refusal)) return refusal;
        var item = new NewMessage(message.ConversationId, sender, message.ClientMessageId, message.Text)
        {
            ReplyTo = message.ReplyTo,
            ThreadSeq = message.ThreadSeq,
            AlsoInMain = message.AlsoInMain,
            Mentions = mentions,
        };
        return await log.WriteAsync(item, cancellationToken);
    }
}

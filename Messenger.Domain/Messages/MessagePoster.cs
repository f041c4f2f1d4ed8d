using Messenger.Contracts;
using Messenger.Contracts.Messages;

namespace Messenger.Domain.Messages;

/// <summary>Posts messages: the rules that need no database, then the log. The log's group commit pushes what it has committed.</summary>
public sealed class MessagePoster(GroupCommit<NewMessage, Message> log, MessageLimits limits)
{
    /// <summary>Answers when the message is durable, or why it is not stored.</summary>
    public async Task<Result<Message>> PostAsync(Guid sender, PostMessage message, CancellationToken cancellationToken)
    {
        if (message.Text.Length > limits.MaxLength) return ErrorCode.MessageTooLong;
        if (string.IsNullOrWhiteSpace(message.Text)) return ErrorCode.TextEmpty;
        if (!TextRules.IsClean(message.Text)) return ErrorCode.TextInvalid;
        return await log.WriteAsync(new(message.ConversationId, sender, message.ClientMessageId, message.Text), cancellationToken);
    }
}

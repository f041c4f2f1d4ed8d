namespace Messenger.Contracts.Messages;

/// <summary>Says that the caller has read a conversation up to a message. The cursor only moves forward.</summary>
public sealed record MarkRead
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The largest seq read, at most the conversation's own.</summary>
    public required long Seq { get; init; }
}

/// <summary>
/// How far a member has read. Answered to <see cref="MarkRead"/>, and pushed to that member's own devices and, in conversations up to the
/// size in <c>ClientLimits.ReceiptMembers</c>, to all members.
/// </summary>
public sealed record ReadState
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>Who has read.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The largest seq read.</summary>
    public required long Seq { get; init; }

    /// <summary>Messages of others after it, at most 100 (which means 100 or more); only to the reader.</summary>
    public int? Unread { get; init; }

    /// <summary>How many of them mention the reader; only to the reader.</summary>
    public int? Mentions { get; init; }
}

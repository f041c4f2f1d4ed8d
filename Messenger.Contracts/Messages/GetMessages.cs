namespace Messenger.Contracts.Messages;

/// <summary>
/// Asks for a page of a conversation's log. At most one of <see cref="Before"/>, <see cref="After"/>, <see cref="Around"/> and
/// <see cref="AroundTime"/>; with none, the newest page.
/// </summary>
public sealed record GetMessages
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The rows just before this seq.</summary>
    public long? Before { get; init; }

    /// <summary>The rows just after this seq.</summary>
    public long? After { get; init; }

    /// <summary>Half a page on each side of this seq, itself included.</summary>
    public long? Around { get; init; }

    /// <summary>As <see cref="Around"/>, about the first row posted at or after this time (UTC).</summary>
    public DateTimeOffset? AroundTime { get; init; }

    /// <summary>Rows at most, 1 to 200; the reply also ends at 48 kB.</summary>
    public int Limit { get; set; } = 50;
}

/// <summary>Rows without holes between the first and the last, in order of seq.</summary>
public sealed record MessagePage
{
    /// <summary>The conversation.</summary>
    public required Guid ConversationId { get; init; }

    /// <summary>The rows.</summary>
    public required IReadOnlyList<Message> Messages { get; init; }

    /// <summary>There are older rows that the caller may see.</summary>
    public required bool HasBefore { get; init; }

    /// <summary>There are newer rows.</summary>
    public required bool HasAfter { get; init; }
}

namespace Messenger.Faults.Checking.Events;

/// <summary>A try to append a message. All tries of one message have one <see cref="MessageId"/>.</summary>
public sealed record Sent : HistoryEvent
{
    /// <summary>Where to.</summary>
    public required Guid Conversation { get; init; }

    /// <summary>The client's id of the message.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>A hash of the text.</summary>
    public required ulong Hash { get; init; }

    /// <summary>Counts the tries from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>How far it is.</summary>
    public required Phase Phase { get; init; }

    /// <summary>Its place, when acknowledged.</summary>
    public long Seq { get; init; }

    /// <summary>Its version, when acknowledged.</summary>
    public long Version { get; init; }

    /// <summary>Why it was refused, or what made it unknown.</summary>
    public string? Code { get; init; }
}

/// <summary>A change of a row by its sender: an edit or a recall.</summary>
public sealed record Edited : HistoryEvent
{
    /// <summary>Where.</summary>
    public required Guid Conversation { get; init; }

    /// <summary>Which row.</summary>
    public required long Seq { get; init; }

    /// <summary>A hash of the new text.</summary>
    public required ulong Hash { get; init; }

    /// <summary>What the row becomes.</summary>
    public required RowState State { get; init; }

    /// <summary>How far it is.</summary>
    public required Phase Phase { get; init; }

    /// <summary>The row's version, when acknowledged.</summary>
    public long Version { get; init; }
}

/// <summary>A read cursor is moved.</summary>
public sealed record Marked : HistoryEvent
{
    /// <summary>Where.</summary>
    public required Guid Conversation { get; init; }

    /// <summary>What was asked for; when acknowledged, where the cursor is.</summary>
    public required long Seq { get; init; }

    /// <summary>How far it is.</summary>
    public required Phase Phase { get; init; }
}

/// <summary>Somebody is added to a conversation or removed from it; one such operation at a time for each of both.</summary>
public sealed record MemberChanged : HistoryEvent
{
    /// <summary>Where.</summary>
    public required Guid Conversation { get; init; }

    /// <summary>Who.</summary>
    public required Guid Who { get; init; }

    /// <summary>Added; else removed.</summary>
    public required bool Added { get; init; }

    /// <summary>How far it is.</summary>
    public required Phase Phase { get; init; }
}

/// <summary>A session is ended.</summary>
public sealed record Revoked : HistoryEvent
{
    /// <summary>Which.</summary>
    public required Guid Ended { get; init; }

    /// <summary>How far it is.</summary>
    public required Phase Phase { get; init; }
}

namespace Messenger.Faults.Checking.Events;

/// <summary>A push of changes as it came, before any logic of a client.</summary>
public sealed record Pushed : HistoryEvent
{
    /// <summary>Which conversation.</summary>
    public required Guid Conversation { get; init; }

    /// <summary>The version before.</summary>
    public long After { get; init; }

    /// <summary>The version with it.</summary>
    public long Version { get; init; }

    /// <summary>The rows.</summary>
    public required IReadOnlyList<Row> Rows { get; init; }
}

/// <summary>Rows that were asked for: changes after a version, or a page.</summary>
public sealed record Fetched : HistoryEvent
{
    /// <summary>When it was asked for.</summary>
    public required long Invoked { get; init; }

    /// <summary>Which conversation.</summary>
    public required Guid Conversation { get; init; }

    /// <summary>A page, whose seqs have no holes; else changes.</summary>
    public bool IsPage { get; init; }

    /// <summary>The rows.</summary>
    public required IReadOnlyList<Row> Rows { get; init; }
}

/// <summary>The answers to a sync, all pages of it together.</summary>
public sealed record Synced : HistoryEvent
{
    /// <summary>When the first page was asked for.</summary>
    public required long Invoked { get; init; }

    /// <summary>It went without a token, and so lists everything.</summary>
    public bool Full { get; init; }

    /// <summary>The heads.</summary>
    public required IReadOnlyList<Head> Heads { get; init; }
}

/// <summary>A conversation's head as a member sees it.</summary>
public sealed record Head(Guid Conversation, long Seq, long Version, long Read, int Unread);

/// <summary>A push of a read cursor.</summary>
public sealed record ReadPushed : HistoryEvent
{
    /// <summary>Which conversation.</summary>
    public required Guid Conversation { get; init; }

    /// <summary>Who has read.</summary>
    public required Guid Reader { get; init; }

    /// <summary>How far.</summary>
    public required long Seq { get; init; }
}

/// <summary>What a device shows of a conversation at a marked moment.</summary>
public sealed record Viewed : HistoryEvent
{
    /// <summary>Which conversation.</summary>
    public required Guid Conversation { get; init; }

    /// <summary>It is the view at the end, when nothing is under way; else its newest rows at a mark.</summary>
    public bool Final { get; init; }

    /// <summary>The seq before the first row that it has to show; what is older it has not loaded.</summary>
    public long Base { get; init; }

    /// <summary>The rows, by seq: all after the base at the end, the newest ones at a mark.</summary>
    public required IReadOnlyList<Row> Rows { get; init; }
}

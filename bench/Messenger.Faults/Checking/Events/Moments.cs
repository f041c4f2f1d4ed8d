namespace Messenger.Faults.Checking.Events;

/// <summary>A fault begins or ends.</summary>
public sealed record FaultDone : HistoryEvent
{
    /// <summary>Its name, such as <c>F9</c>.</summary>
    public required string Fault { get; init; }

    /// <summary>To what, and how.</summary>
    public string Target { get; init; } = "";

    /// <summary>It begins; else it ends.</summary>
    public required bool Begins { get; init; }

    /// <summary>The longest time without an acknowledged send that it may cause, in microseconds; 0 for any.</summary>
    public long LongestSilence { get; init; }
}

/// <summary>From here until after the next mark nobody sends anything, on purpose.</summary>
public sealed record Paused : HistoryEvent;

/// <summary>All faults are taken away: from here on devices must converge.</summary>
public sealed record Healed : HistoryEvent
{
    /// <summary>Counts the marks from 1.</summary>
    public required int Mark { get; init; }
}

/// <summary>A device shows all that was in the log at a mark.</summary>
public sealed record Converged : HistoryEvent
{
    /// <summary>Which mark.</summary>
    public required int Mark { get; init; }
}

/// <summary>A device is connected to a node, or not any more.</summary>
public sealed record LinkChanged : HistoryEvent
{
    /// <summary>It is connected.</summary>
    public required bool IsUp { get; init; }
}

/// <summary>What a node holds at a mark, after a full collection.</summary>
public sealed record NodeMeasured : HistoryEvent
{
    /// <summary>Which node.</summary>
    public required string Node { get; init; }

    /// <summary>Which mark; 0 before the first fault.</summary>
    public int Mark { get; init; }

    /// <summary>Bytes that are still reachable.</summary>
    public required long Live { get; init; }

    /// <summary>Bytes of memory that the process has.</summary>
    public required long Resident { get; init; }

    /// <summary>Connections from clients and the load balancer.</summary>
    public int Connections { get; init; }
}

/// <summary>A log as read at the end.</summary>
public sealed record FinalLog : HistoryEvent
{
    /// <summary>Who read it: <see cref="Checking.History.Sql"/>, <see cref="Checking.History.AfterCrash"/>, or the name of a node.</summary>
    public required string Source { get; init; }

    /// <summary>Which conversation.</summary>
    public required Guid Conversation { get; init; }

    /// <summary>Its rows.</summary>
    public required IReadOnlyList<Row> Rows { get; init; }
}

/// <summary>A member's head as read at the end, and the cursor as the database has it.</summary>
public sealed record FinalHead : HistoryEvent
{
    /// <summary>Which conversation.</summary>
    public required Guid Conversation { get; init; }

    /// <summary>The first seq that the member may see.</summary>
    public long FirstSeq { get; init; } = 1;

    /// <summary>The head's seq.</summary>
    public required long Seq { get; init; }

    /// <summary>The cursor.</summary>
    public required long Read { get; init; }

    /// <summary>What is unread, at most 100.</summary>
    public required int Unread { get; init; }
}

namespace Messenger.Faults.Checking.Events;

/// <summary>A row of a log as somebody saw it.</summary>
/// <param name="Seq">Its place.</param>
/// <param name="Version">The version that changed it last.</param>
/// <param name="Sender">Who posted it.</param>
/// <param name="MessageId">The id that its sender's client gave it; empty on entries of the system.</param>
/// <param name="Hash">A hash of what it says.</param>
/// <param name="State">What became of it.</param>
public sealed record Row(long Seq, long Version, Guid Sender, Guid MessageId, ulong Hash, RowState State = RowState.Posted)
{
    /// <summary>Who became a member by it, on entries of the system.</summary>
    public IReadOnlyList<Guid>? Joined { get; init; }

    /// <summary>Who ceased to be one by it.</summary>
    public IReadOnlyList<Guid>? Left { get; init; }

    /// <summary>It was written by the system.</summary>
    public bool IsSystem => MessageId == Guid.Empty;
}

/// <summary>The states of a row; it only moves forward.</summary>
public enum RowState
{
    /// <summary>As it was posted.</summary>
    Posted,

    /// <summary>Edited by its sender.</summary>
    Edited,

    /// <summary>Recalled: a tombstone.</summary>
    Recalled,
}

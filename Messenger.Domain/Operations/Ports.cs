using Messenger.Contracts.Operations;

namespace Messenger.Domain.Operations;

/// <summary>What this node knows of itself; answers at once.</summary>
public interface INodeReadings
{
    /// <summary>The node.</summary>
    NodeReading Read();

    /// <summary>Its link to the others.</summary>
    LinkReading ReadLink();
}

/// <summary>A node.</summary>
public sealed record NodeReading
{
    /// <summary>The name of its machine, and the number of its process.</summary>
    public required string Name { get; init; }

    /// <summary>The version of the host.</summary>
    public required string Version { get; init; }

    /// <summary>How long it has run.</summary>
    public required TimeSpan Uptime { get; init; }

    /// <summary>Open connections.</summary>
    public required int Connections { get; init; }

    /// <summary>Bytes of the process.</summary>
    public required long ProcessBytes { get; init; }

    /// <summary>Bytes of its heap.</summary>
    public required long HeapBytes { get; init; }

    /// <summary>Bytes that it may have.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Bytes that wait for slow connections.</summary>
    public required long BacklogBytes { get; init; }

    /// <summary>Bytes that may.</summary>
    public required long BacklogLimit { get; init; }

    /// <summary>It stops.</summary>
    public required bool Draining { get; init; }

    /// <summary>Errors logged in the last hour.</summary>
    public required int Errors { get; init; }
}

/// <summary>The link to Redis.</summary>
/// <param name="Link">What it is good for.</param>
/// <param name="BeatAge">How long ago a beat was sent that came back; null without Redis.</param>
public sealed record LinkReading(NodeLink Link, TimeSpan? BeatAge);

/// <summary>Where nodes tell each other how they are.</summary>
public interface INodeBoard
{
    /// <summary>How long what a node said of itself is heard.</summary>
    static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(20);

    /// <summary>Says how this node is.</summary>
    Task PutAsync(NodeReport report, CancellationToken cancellationToken);

    /// <summary>What the others said last.</summary>
    Task<IReadOnlyList<NodeReport>> ReadOthersAsync(CancellationToken cancellationToken);

    /// <summary>This node stops: takes away what it said.</summary>
    Task LeaveAsync(CancellationToken cancellationToken);
}

/// <summary>Asks the database how it is.</summary>
public interface IDatabaseReadings
{
    /// <summary>The server.</summary>
    Task<DatabaseReading> ReadAsync(CancellationToken cancellationToken);

    /// <summary>What waits to be done.</summary>
    Task<WorkReading> ReadWorkAsync(CancellationToken cancellationToken);

    /// <summary>How much there is.</summary>
    Task<CountReport> CountAsync(CancellationToken cancellationToken);
}

/// <summary>The database.</summary>
public sealed record DatabaseReading
{
    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>Bytes on its disk.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Migrations that were made.</summary>
    public required int MigrationsApplied { get; init; }

    /// <summary>Migrations that lack.</summary>
    public required int MigrationsPending { get; init; }

    /// <summary>Open connections.</summary>
    public required int Connections { get; init; }

    /// <summary>Connections that it takes.</summary>
    public required int MaxConnections { get; init; }

    /// <summary>Standbys.</summary>
    public required int Standbys { get; init; }

    /// <summary>How far the slowest is behind, if known.</summary>
    public TimeSpan? StandbyLag { get; init; }

    /// <summary>How long a small commit took; null when it takes no writes.</summary>
    public TimeSpan? Commit { get; init; }
}

/// <summary>What waits to be done.</summary>
/// <param name="FilesWaiting">Files that are being looked at.</param>
/// <param name="OldestFile">How long the oldest has waited.</param>
/// <param name="Overdue">Things that are due.</param>
/// <param name="OldestOverdue">For how long the oldest has been.</param>
/// <param name="Unindexed">Messages without words, as far as they were counted.</param>
public sealed record WorkReading(long FilesWaiting, TimeSpan? OldestFile, long Overdue, TimeSpan? OldestOverdue, int Unindexed);

/// <summary>Looks whether files can be kept.</summary>
public interface IStorageReadings
{
    /// <summary>What it is.</summary>
    StorageKind Kind { get; }

    /// <summary>The room that it has, where that can be known. Throws when it cannot be reached or written to.</summary>
    Task<StorageRoom> LookAsync(CancellationToken cancellationToken);
}

/// <summary>The room of a storage, in bytes; null where it has no bound that it knows of.</summary>
public sealed record StorageRoom(long? Free, long? Total);

/// <summary>Counts what this node logs.</summary>
public interface IErrorTally
{
    /// <summary>Lines of the level Error, or above, in the last hour.</summary>
    int LastHour { get; }
}

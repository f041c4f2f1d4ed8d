using System.Text.Json.Serialization;

namespace Messenger.Contracts.Operations;

/// <summary>How the installation is, as one node sees it. What could not be asked within the time is <see cref="PartState.Unknown"/>, and its values are absent.</summary>
public sealed record SystemReport
{
    /// <summary>When it was asked (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The node that answers, then the others that said something in the last 20 s, by name. Without Redis each node knows of itself only.</summary>
    public required IReadOnlyList<NodeReport> Nodes { get; init; }

    /// <summary>What joins the nodes.</summary>
    public required LinkReport Link { get; init; }

    /// <summary>PostgreSQL.</summary>
    public required DatabaseReport Database { get; init; }

    /// <summary>Where files are.</summary>
    public required StorageReport Storage { get; init; }

    /// <summary>What waits to be done.</summary>
    public required WorkReport Work { get; init; }

    /// <summary>How much there is.</summary>
    public required CountReport Counts { get; init; }
}

/// <summary>One node.</summary>
public sealed record NodeReport
{
    /// <summary>How it is.</summary>
    public required PartState State { get; init; }

    /// <summary>Why it is not good; empty if it is.</summary>
    public required IReadOnlyList<HealthAdvice> Advice { get; init; }

    /// <summary>The name of its machine and, behind a slash, the number of its process.</summary>
    public required string Name { get; init; }

    /// <summary>It is the one that answers.</summary>
    public required bool Current { get; init; }

    /// <summary>The version of the host.</summary>
    public required string Version { get; init; }

    /// <summary>For how many seconds it has run.</summary>
    public required long UptimeSeconds { get; init; }

    /// <summary>Open connections to its hub.</summary>
    public required int Connections { get; init; }

    /// <summary>Bytes of memory of its process.</summary>
    public required long ProcessBytes { get; init; }

    /// <summary>Bytes of that which hold objects.</summary>
    public required long HeapBytes { get; init; }

    /// <summary>Bytes of memory that the process may have.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Bytes that wait for connections that have fallen behind.</summary>
    public required long BacklogBytes { get; init; }

    /// <summary>Bytes that may wait for them (<c>Connections:BacklogBytes</c>).</summary>
    public required long BacklogLimit { get; init; }

    /// <summary>It stops: its clients are told to move.</summary>
    public required bool Draining { get; init; }

    /// <summary>Lines of the level Error, or above, in its log in the last hour.</summary>
    public required int Errors { get; init; }
}

/// <summary>The link of the nodes, as the node that answers has it.</summary>
public sealed record LinkReport
{
    /// <summary>How it is.</summary>
    public required PartState State { get; init; }

    /// <summary>Why it is not good; empty if it is.</summary>
    public required IReadOnlyList<HealthAdvice> Advice { get; init; }

    /// <summary>What it is good for.</summary>
    public required NodeLink Link { get; init; }

    /// <summary>How many milliseconds ago a beat was sent that came back; absent without Redis.</summary>
    public long? BeatMilliseconds { get; init; }
}

/// <summary>What the link to Redis is good for.</summary>
[JsonConverter(typeof(NodeLinkConverter))]
public enum NodeLink
{
    /// <summary>No Redis is set up: the node is alone.</summary>
    [JsonStringEnumMemberName("none")] None = 1,

    /// <summary>It works.</summary>
    [JsonStringEnumMemberName("up")] Up = 2,

    /// <summary>It is back, but not complete yet.</summary>
    [JsonStringEnumMemberName("recovering")] Recovering = 3,

    /// <summary>Nothing comes back: the node serves its own connections.</summary>
    [JsonStringEnumMemberName("down")] Down = 4,
}

sealed class NodeLinkConverter() : JsonStringEnumConverter<NodeLink>(namingPolicy: null, allowIntegerValues: false);

/// <summary>PostgreSQL.</summary>
public sealed record DatabaseReport
{
    /// <summary>How it is.</summary>
    public required PartState State { get; init; }

    /// <summary>Why it is not good; empty if it is.</summary>
    public required IReadOnlyList<HealthAdvice> Advice { get; init; }

    /// <summary>Its version.</summary>
    public string? Version { get; init; }

    /// <summary>Bytes of the database on its disk.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>Changes of the schema that were made.</summary>
    public int? MigrationsApplied { get; init; }

    /// <summary>Changes of the schema that this version of the host still misses.</summary>
    public int? MigrationsPending { get; init; }

    /// <summary>Connections to the server that are open, of all programs.</summary>
    public int? Connections { get; init; }

    /// <summary>Connections that it takes at most (<c>max_connections</c>).</summary>
    public int? MaxConnections { get; init; }

    /// <summary>Servers that follow it.</summary>
    public int? Standbys { get; init; }

    /// <summary>How many milliseconds the slowest of them is behind; absent when none is, or nothing is known of it.</summary>
    public long? StandbyLagMilliseconds { get; init; }

    /// <summary>How many milliseconds it took to commit a transaction of a few bytes; absent when it takes no writes.</summary>
    public double? CommitMilliseconds { get; init; }
}

/// <summary>Where files are.</summary>
public sealed record StorageReport
{
    /// <summary>How it is.</summary>
    public required PartState State { get; init; }

    /// <summary>Why it is not good; empty if it is.</summary>
    public required IReadOnlyList<HealthAdvice> Advice { get; init; }

    /// <summary>What it is.</summary>
    public required StorageKind Kind { get; init; }

    /// <summary>Bytes that are free; absent for an object storage.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>Bytes that it has room for in all; absent for an object storage.</summary>
    public long? TotalBytes { get; init; }
}

/// <summary>What keeps files.</summary>
[JsonConverter(typeof(StorageKindConverter))]
public enum StorageKind
{
    /// <summary>A directory.</summary>
    [JsonStringEnumMemberName("directory")] Directory = 1,

    /// <summary>A bucket of an object storage.</summary>
    [JsonStringEnumMemberName("object_storage")] ObjectStorage = 2,
}

sealed class StorageKindConverter() : JsonStringEnumConverter<StorageKind>(namingPolicy: null, allowIntegerValues: false);

/// <summary>What waits to be done by any node.</summary>
public sealed record WorkReport
{
    /// <summary>How it is.</summary>
    public required PartState State { get; init; }

    /// <summary>Why it is not good; empty if it is.</summary>
    public required IReadOnlyList<HealthAdvice> Advice { get; init; }

    /// <summary>Files that were sent up and are being looked at.</summary>
    public long? FilesWaiting { get; init; }

    /// <summary>For how many seconds the oldest of them has waited.</summary>
    public long? FilesWaitingSeconds { get; init; }

    /// <summary>Scheduled messages and reminders whose time has come.</summary>
    public long? Overdue { get; init; }

    /// <summary>For how many seconds the oldest of them has been due.</summary>
    public long? OverdueSeconds { get; init; }

    /// <summary>Messages that search does not find yet; 1,000 means 1,000 or more.</summary>
    public int? Unindexed { get; init; }
}

/// <summary>How much there is.</summary>
public sealed record CountReport
{
    /// <summary>Accounts that can be signed in to.</summary>
    public long? Users { get; init; }

    /// <summary>Sign-ins that are open, and access tokens that are good.</summary>
    public long? Sessions { get; init; }

    /// <summary>Conversations, as the statistics of the database have it.</summary>
    public long? Conversations { get; init; }

    /// <summary>Messages, as the statistics of the database have it.</summary>
    public long? Messages { get; init; }
}

/// <summary>How a part of the installation is.</summary>
[JsonConverter(typeof(PartStateConverter))]
public enum PartState
{
    /// <summary>As it should be.</summary>
    [JsonStringEnumMemberName("good")] Good = 1,

    /// <summary>It works; somebody should look at it.</summary>
    [JsonStringEnumMemberName("attention")] Attention = 2,

    /// <summary>It does not work.</summary>
    [JsonStringEnumMemberName("broken")] Broken = 3,

    /// <summary>It did not answer in time.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown = 4,
}

sealed class PartStateConverter() : JsonStringEnumConverter<PartState>(namingPolicy: null, allowIntegerValues: false);

/// <summary>Why a part is not as it should be. What to do says docs/operations.md.</summary>
[JsonConverter(typeof(HealthAdviceConverter))]
public enum HealthAdvice
{
    /// <summary>It did not answer within the time of a report.</summary>
    [JsonStringEnumMemberName("no_answer")] NoAnswer = 1,

    /// <summary>The node stops.</summary>
    [JsonStringEnumMemberName("draining")] Draining = 2,

    /// <summary>The process has nearly all memory that it may have.</summary>
    [JsonStringEnumMemberName("memory_scarce")] MemoryScarce = 3,

    /// <summary>Much waits for connections that do not take it.</summary>
    [JsonStringEnumMemberName("readers_behind")] ReadersBehind = 4,

    /// <summary>The node has logged errors in the last hour.</summary>
    [JsonStringEnumMemberName("errors_logged")] ErrorsLogged = 5,

    /// <summary>The nodes are of different versions.</summary>
    [JsonStringEnumMemberName("versions_differ")] VersionsDiffer = 6,

    /// <summary>Redis is away.</summary>
    [JsonStringEnumMemberName("link_down")] LinkDown = 7,

    /// <summary>Redis is coming back.</summary>
    [JsonStringEnumMemberName("link_recovering")] LinkRecovering = 8,

    /// <summary>The database takes no writes.</summary>
    [JsonStringEnumMemberName("read_only")] ReadOnly = 9,

    /// <summary>The schema is older than the host.</summary>
    [JsonStringEnumMemberName("migrations_pending")] MigrationsPending = 10,

    /// <summary>Nearly all connections that the database takes are open.</summary>
    [JsonStringEnumMemberName("connections_scarce")] ConnectionsScarce = 11,

    /// <summary>Commits take long.</summary>
    [JsonStringEnumMemberName("commits_slow")] CommitsSlow = 12,

    /// <summary>A standby is far behind.</summary>
    [JsonStringEnumMemberName("standby_behind")] StandbyBehind = 13,

    /// <summary>The storage cannot be reached or written to.</summary>
    [JsonStringEnumMemberName("storage_away")] StorageAway = 14,

    /// <summary>The storage is nearly full.</summary>
    [JsonStringEnumMemberName("storage_nearly_full")] StorageNearlyFull = 15,

    /// <summary>Files wait long to be looked at.</summary>
    [JsonStringEnumMemberName("files_waiting")] FilesWaiting = 16,

    /// <summary>Scheduled messages or reminders are late.</summary>
    [JsonStringEnumMemberName("work_late")] WorkLate = 17,

    /// <summary>Many messages cannot be searched yet.</summary>
    [JsonStringEnumMemberName("unindexed")] Unindexed = 18,
}

sealed class HealthAdviceConverter() : JsonStringEnumConverter<HealthAdvice>(namingPolicy: null, allowIntegerValues: false);

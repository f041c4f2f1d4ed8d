using Messenger.Contracts.Operations;

namespace Messenger.Domain.Operations;

/// <summary>What is good, what somebody should look at, and what is broken.</summary>
static class HealthRules
{
    const double MuchMemory = 0.9;
    const double MuchBacklog = 0.5;
    const double ManyConnections = 0.85;
    const double LittleRoom = 0.1;

    /// <summary>Below this many bytes a storage is nearly full, however small it is.</summary>
    const long LeastRoom = 1_000_000_000;

    static readonly TimeSpan SlowCommit = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan LongLag = TimeSpan.FromSeconds(10);

    /// <summary>Longer than a scan may take by default.</summary>
    static readonly TimeSpan LongWait = TimeSpan.FromMinutes(6);
    static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    /// <summary>So many are counted.</summary>
    const int MostUnindexed = 1_000;

    public static NodeReport Judge(NodeReading node, IReadOnlyCollection<string> otherVersions)
    {
        HealthAdvice[] advice =
        [
            .. If(node.Draining, HealthAdvice.Draining),
            .. If(node.ProcessBytes > MuchMemory * node.MemoryBytes, HealthAdvice.MemoryScarce),
            .. If(node.BacklogBytes > MuchBacklog * node.BacklogLimit, HealthAdvice.ReadersBehind),
            .. If(node.Errors > 0, HealthAdvice.ErrorsLogged),
            .. If(otherVersions.Any(version => version != node.Version), HealthAdvice.VersionsDiffer),
        ];
        return new()
        {
            State = StateOf(advice),
            Advice = advice,
            Name = node.Name,
            Current = false,
            Version = node.Version,
            UptimeSeconds = (long)node.Uptime.TotalSeconds,
            Connections = node.Connections,
            ProcessBytes = node.ProcessBytes,
            HeapBytes = node.HeapBytes,
            MemoryBytes = node.MemoryBytes,
            BacklogBytes = node.BacklogBytes,
            BacklogLimit = node.BacklogLimit,
            Draining = node.Draining,
            Errors = node.Errors,
        };
    }

    public static LinkReport Judge(LinkReading link)
    {
        HealthAdvice[] advice = [.. If(link.Link == NodeLink.Down, HealthAdvice.LinkDown), .. If(link.Link == NodeLink.Recovering, HealthAdvice.LinkRecovering)];
        return new() { State = StateOf(advice), Advice = advice, Link = link.Link, BeatMilliseconds = (long?)link.BeatAge?.TotalMilliseconds };
    }

    public static DatabaseReport Judge(Answer<DatabaseReading> answer)
    {
        if (answer.Value is not { } database) return new() { State = NoState(answer.Failed), Advice = [HealthAdvice.NoAnswer] };
        HealthAdvice[] advice =
        [
            .. If(database.Commit is null, HealthAdvice.ReadOnly),
            .. If(database.MigrationsPending > 0, HealthAdvice.MigrationsPending),
            .. If(database.Connections > ManyConnections * database.MaxConnections, HealthAdvice.ConnectionsScarce),
            .. If(database.Commit > SlowCommit, HealthAdvice.CommitsSlow),
            .. If(database.StandbyLag > LongLag, HealthAdvice.StandbyBehind),
        ];
        return new()
        {
            State = StateOf(advice),
            Advice = advice,
            Version = database.Version,
            SizeBytes = database.SizeBytes,
            MigrationsApplied = database.MigrationsApplied,
            MigrationsPending = database.MigrationsPending,
            Connections = database.Connections,
            MaxConnections = database.MaxConnections,
            Standbys = database.Standbys,
            StandbyLagMilliseconds = (long?)database.StandbyLag?.TotalMilliseconds,
            CommitMilliseconds = database.Commit is { } commit ? Math.Round(commit.TotalMilliseconds, 1) : null,
        };
    }

    public static StorageReport Judge(StorageKind kind, Answer<StorageRoom> answer)
    {
        if (answer.Value is not { } room)
            return new() { State = NoState(answer.Failed), Advice = [answer.Failed ? HealthAdvice.StorageAway : HealthAdvice.NoAnswer], Kind = kind };
        HealthAdvice[] advice = [.. If(room.Free < LeastRoom || room.Free < LittleRoom * room.Total, HealthAdvice.StorageNearlyFull)];
        return new() { State = StateOf(advice), Advice = advice, Kind = kind, FreeBytes = room.Free, TotalBytes = room.Total };
    }

    public static WorkReport Judge(Answer<WorkReading> answer)
    {
        if (answer.Value is not { } work) return new() { State = PartState.Unknown, Advice = [HealthAdvice.NoAnswer] };
        HealthAdvice[] advice =
        [
            .. If(work.OldestFile > LongWait, HealthAdvice.FilesWaiting),
            .. If(work.OldestOverdue > Late, HealthAdvice.WorkLate),
            .. If(work.Unindexed >= MostUnindexed, HealthAdvice.Unindexed),
        ];
        return new()
        {
            State = StateOf(advice),
            Advice = advice,
            FilesWaiting = work.FilesWaiting,
            FilesWaitingSeconds = (long?)work.OldestFile?.TotalSeconds,
            Overdue = work.Overdue,
            OverdueSeconds = (long?)work.OldestOverdue?.TotalSeconds,
            Unindexed = work.Unindexed,
        };
    }

    static HealthAdvice[] If(bool holds, HealthAdvice advice) => holds ? [advice] : [];

    static PartState NoState(bool failed) => failed ? PartState.Broken : PartState.Unknown;

    static PartState StateOf(HealthAdvice[] advice) =>
        advice.Any(a => a is HealthAdvice.LinkDown or HealthAdvice.ReadOnly or HealthAdvice.MigrationsPending) ? PartState.Broken
        : advice.Length > 0 ? PartState.Attention
        : PartState.Good;
}

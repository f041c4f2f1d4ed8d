namespace Messenger.Faults.Nemesis;

/// <summary>The faults that can be done.</summary>
static class Catalogue
{
    static readonly Dictionary<string, Func<Surroundings, Fault>> Makers = new()
    {
        ["F1"] = ProcessFaults.KillNode,
        ["F2"] = ProcessFaults.DrainNode,
        ["F3"] = PostgresFaults.KillBackend,
        ["F4"] = PostgresFaults.Restart,
        ["F6"] = PostgresFaults.KillPostmaster,
        ["F7"] = PostgresFaults.HoldLock,
        ["F8"] = FullDisk.Make,
        ["F9"] = RedisFaults.Break,
        ["F10"] = PostgresFaults.HoldConnections,
        ["F11"] = PostgresFaults.CancelStatements,
        ["F11-pgbouncer-restart"] = PgBouncerFaults.Restart,
        ["F11-pgbouncer-pause"] = PgBouncerFaults.Pause,
        ["F11-pgbouncer-pool"] = PgBouncerFaults.Shrink,
        ["F12"] = StalledReaders.Make,
        ["F13"] = ProcessFaults.PauseNode,
        ["F14"] = LinkFaults.ResetAll,
        ["F15"] = ProcessFaults.RestartBalancer,
        ["F17"] = MachineFaults.OtherTime,
        ["F18"] = LinkFaults.BadNetwork,
        ["F18-loss"] = PacketLoss.Make,
        ["F19"] = RepeatFaults.Duplicates,
        ["F20"] = RepeatFaults.OtherNode,
        ["F22"] = BadFrames.Make,
        ["F23"] = Slowloris.Make,
        ["F25"] = RedisFaults.LoseNews,
        ["F26"] = MachineFaults.Starve,
        ["F26-memory"] = MachineFaults.LimitMemory,
        ["F30"] = LinkFaults.Swizzle,
    };

    /// <summary>Kinds of a fault that can be asked for by name.</summary>
    static readonly Dictionary<string, Func<Surroundings, Fault>> Kinds = RedisFaults.Each.Append((ReconnectStorm.Name, ReconnectStorm.Make)).ToDictionary(k => k.Item1, k => k.Item2);

    /// <summary>Two of one line would be in each other's way: they start again what they stop, or the one holds up what the other measures.</summary>
    static readonly IReadOnlyList<HashSet<string>> Apart =
    [
        ["F1", "F2", "F4", "F6", "F8", "F17", "F26-memory"],
        ["F2", "F13"],
        ["F26", "F26-memory"],
        ["F11-pgbouncer-restart", "F11-pgbouncer-pause", "F11-pgbouncer-pool"],
    ];

    /// <summary>The names of all.</summary>
    public static IReadOnlyCollection<string> Names { get; } = Makers.Keys;

    /// <summary>Why one cannot be done here; null if it can.</summary>
    public static string? WhyNot(string name, RunSettings settings) =>
        name == "F8" && !System.Environment.IsPrivilegedProcess ? "only root can mount a disk that can be full"
        : name == "F8" && !settings.Faults.Contains("F8") ? "it is done when asked for by name: PostgreSQL's disks are then in memory"
        : !Makers.ContainsKey(name) && !Kinds.ContainsKey(name) ? "there is no such fault here"
        : !settings.Redis && (name is "F25" || name.StartsWith("F9", StringComparison.Ordinal)) ? "the run is without Redis"
        : name is "F20" && settings.Nodes < 2 ? "there is no other node"
        : name is "F17" ? MachineFaults.WhyNoFakeTime
        : name is "F18-loss" ? PacketLoss.WhyNot
        : name is "F26" ? MachineFaults.WhyNoCpuGroup
        : name is "F26-memory" ? MachineFaults.WhyNoMemoryGroup
        : name.StartsWith("F11-pgbouncer", StringComparison.Ordinal) && !settings.PgBouncer ? "the run is without PgBouncer"
        : null;

    /// <summary>Two that can be done at once.</summary>
    public static bool GoTogether(string one, string other) => !Apart.Any(a => a.Contains(one) && a.Contains(other));

    public static Fault Make(string name, Surroundings surroundings) => (Makers.TryGetValue(name, out var maker) ? maker : Kinds[name])(surroundings);
}

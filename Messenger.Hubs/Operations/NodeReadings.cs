using System.Globalization;
using System.Reflection;
using Messenger.Contracts.Operations;
using Messenger.Domain.Operations;
using Messenger.Hubs.Backplane;
using Messenger.Hubs.Connections;
using Messenger.Hubs.Identity;

namespace Messenger.Hubs.Operations;

/// <summary>This node, with its connections and its link.</summary>
sealed class NodeReadings(
    LiveConnections connections, Backlogs backlogs, ConnectionSettings settings, NodeDrain drain, IErrorTally errors, BackplaneLink? link, TimeProvider clock) : INodeReadings
{
    readonly long _start = clock.GetTimestamp();

    public NodeReading Read() => new()
    {
        Name = $"{Environment.MachineName}/{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}",
        Version = Version,
        Uptime = clock.GetElapsedTime(_start),
        Connections = connections.Count,
        ProcessBytes = Environment.WorkingSet,
        HeapBytes = GC.GetTotalMemory(forceFullCollection: false),
        MemoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        BacklogBytes = backlogs.Bytes,
        BacklogLimit = settings.BacklogBytes,
        Draining = drain.IsDraining,
        Errors = errors.LastHour,
    };

    public LinkReading ReadLink() => link is null
        ? new(NodeLink.None, null)
        : new(
            link.State switch { LinkState.Up => NodeLink.Up, LinkState.Recovering => NodeLink.Recovering, _ => NodeLink.Down },
            link.BeatAge);

    /// <summary>Without what the build adds behind a plus.</summary>
    static string Version { get; } =
        typeof(NodeReadings).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}

using System.Globalization;
using Messenger.Faults.Deployment;
using Messenger.Faults.Recording;
using Messenger.Faults.Workload;

namespace Messenger.Faults.Nemesis;

/// <summary>What faults need to know and can use.</summary>
sealed record Surroundings(Cluster Cluster, Company Company, Crew Crew, HistoryWriter History, Random Chance)
{
    readonly List<string> _findings = [];
    readonly List<string> _notes = [];

    /// <summary>Bounds that a fault measured itself and found broken.</summary>
    public IReadOnlyList<string> Findings
    {
        get
        {
            lock (_findings) return [.. _findings];
        }
    }

    /// <summary>What a fault measured itself.</summary>
    public IReadOnlyList<string> Notes
    {
        get
        {
            lock (_notes) return [.. _notes];
        }
    }

    public Node AnyNode() => Cluster.Nodes[Chance.Next(Cluster.Nodes.Count)];

    public T Any<T>(params T[] choices) => choices[Chance.Next(choices.Length)];

    public TimeSpan Seconds(int least, int most) => TimeSpan.FromSeconds(Chance.Next(least, most + 1));

    public void Find(string what)
    {
        lock (_findings) _findings.Add(what);
    }

    public void Note(FormattableString what)
    {
        lock (_notes) _notes.Add(what.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The session of a user's talker, under another name of a device.</summary>
    public DeviceSession SessionOf(Guid user, string device) => new(
        Crew.Devices.First(d => d.User == user && d.Kind == DeviceKind.Talker) with { Name = device }, Cluster.Address, [.. Cluster.Nodes.Select(n => n.Address)]);
}

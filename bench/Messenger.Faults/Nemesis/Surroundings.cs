using Messenger.Faults.Deployment;
using Messenger.Faults.Recording;
using Messenger.Faults.Workload;

namespace Messenger.Faults.Nemesis;

/// <summary>What faults need to know and can use.</summary>
sealed record Surroundings(Cluster Cluster, Company Company, Crew Crew, HistoryWriter History, Random Chance)
{
    readonly List<string> _findings = [];

    /// <summary>Bounds that a fault measured itself and found broken.</summary>
    public IReadOnlyList<string> Findings
    {
        get
        {
            lock (_findings) return [.. _findings];
        }
    }

    public Node AnyNode() => Cluster.Nodes[Chance.Next(Cluster.Nodes.Count)];

    public T Any<T>(params T[] choices) => choices[Chance.Next(choices.Length)];

    public TimeSpan Seconds(int least, int most) => TimeSpan.FromSeconds(Chance.Next(least, most + 1));

    public void Find(string what)
    {
        lock (_findings) _findings.Add(what);
    }
}

using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Checking;

/// <summary>
/// What all nodes hold together, mark by mark. A fault moves connections from one node to another, so a single node proves nothing; and a
/// working set follows the collector's mood, so only what is reachable counts.
/// </summary>
public static class MemoryUse
{
    const double Allowed = 1.2;
    const int LeastMarks = 9;

    /// <summary>What a fifth of a small heap is not: code that is compiled for the first time and caches that fill leave so much.</summary>
    public const long SlackOfANode = 8 << 20;

    /// <summary>The sums, by time. A mark at which a node did not answer has none.</summary>
    public static IReadOnlyList<(int Mark, int Nodes, long Live)> Totals(History history)
    {
        var nodes = history.Of<NodeMeasured>().Select(m => m.Node).Distinct().Count();
        return [.. history.Of<NodeMeasured>().GroupBy(m => m.Mark)
            .Select(at => (at.Key, Last: at.GroupBy(m => m.Node).Select(m => m.Last()).ToList()))
            .Where(at => at.Last.Count == nodes)
            .Select(at => (at.Key, nodes, at.Last.Sum(m => m.Live)))];
    }

    /// <summary>More than a fifth above a level, and not only by chance.</summary>
    public static bool IsAbove(long live, long level, int nodes) => live > Allowed * level + nodes * SlackOfANode;

    /// <summary>
    /// It grows: whatever is held in the last third of the run is more than a fifth above whatever was held in its first third. Null if not,
    /// or if the run is too short to say.
    /// </summary>
    public static (long Before, long After)? Growth(IReadOnlyList<(int Mark, int Nodes, long Live)> totals)
    {
        var third = totals.Count / 3;
        if (totals.Count < LeastMarks) return null;
        var (before, after) = (totals.Take(third).Max(t => t.Live), totals.TakeLast(third).Min(t => t.Live));
        return IsAbove(after, before, totals[0].Nodes) ? (before, after) : null;
    }
}

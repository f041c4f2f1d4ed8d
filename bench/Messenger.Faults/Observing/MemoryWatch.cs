using System.Globalization;
using Messenger.Faults.Checking;
using Messenger.Faults.Checking.Events;
using Messenger.Faults.Nemesis;

namespace Messenger.Faults.Observing;

/// <summary>Asks all nodes after each fault what they hold. It must be back, within a fifth, a minute after healing.</summary>
sealed class MemoryWatch(Surroundings surroundings)
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    readonly HashSet<string> _raised = [];
    long _highest;

    /// <summary>Measures, and again if it is too much, until it is not or the time is over.</summary>
    /// <param name="mark">The mark of the healing; 0 before the first fault.</param>
    /// <param name="raisedBy">A fault that brought more clients than ever before: tables and pools keep the size that they needed, so its first time sets a level, and its second is judged by it.</param>
    public async Task MeasureAsync(int mark, string? raisedBy = null)
    {
        for (var begun = TimeProvider.System.GetTimestamp(); await SumAsync(mark) is { } live;)
        {
            var isAbove = _highest > 0 && MemoryUse.IsAbove(live, _highest, surroundings.Cluster.Nodes.Count);
            if (isAbove && TimeProvider.System.GetElapsedTime(begun) < Limit)
            {
                await Task.Delay(Pause);
                continue;
            }
            if (isAbove && raisedBy is not null && _raised.Add(raisedBy)) surroundings.Note($"The nodes held {live >> 20} MiB {Limit.TotalSeconds} s after {raisedBy}, which brought more clients than ever before, and at most {_highest >> 20} MiB before it. The next one is judged by that.");
            else if (isAbove) surroundings.Find(string.Create(CultureInfo.InvariantCulture, $"The nodes held {live >> 20} MiB {Limit.TotalSeconds} s after mark {mark}, and at most {_highest >> 20} MiB before."));
            _highest = Math.Max(_highest, live);
            return;
        }
    }

    async Task<long?> SumAsync(int mark)
    {
        var measured = await Task.WhenAll(surroundings.Cluster.Nodes.Select(node => node.MeasureAsync(mark)));
        foreach (var one in measured.OfType<NodeMeasured>()) surroundings.History.Write(one);
        return measured.All(m => m is not null) ? measured.Sum(m => m!.Live) : null;
    }
}

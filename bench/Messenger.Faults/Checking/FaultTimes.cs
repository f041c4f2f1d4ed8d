using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Checking;

/// <summary>When something was broken.</summary>
sealed class FaultTimes
{
    readonly List<(long From, long Until, FaultDone Fault)> _times = [];

    public FaultTimes(History history)
    {
        var open = new List<FaultDone>();
        foreach (var e in history.Of<FaultDone>())
        {
            if (e.Begins)
            {
                open.Add(e);
                continue;
            }
            if (open.FindIndex(o => o.Fault == e.Fault && o.Target == e.Target) is >= 0 and var i)
            {
                _times.Add((open[i].At, e.At, open[i]));
                open.RemoveAt(i);
            }
        }
        _times.AddRange(open.Select(o => (o.At, long.MaxValue, o)));
    }

    /// <summary>The faults, each with its time.</summary>
    public IReadOnlyList<(long From, long Until, FaultDone Fault)> All => _times;

    /// <summary>Nothing was broken in this time, nor shortly before it.</summary>
    public bool IsQuiet(long from, long until, TimeSpan before) => !_times.Exists(t => t.From < until && (t.Until == long.MaxValue || t.Until + before.Microseconds() > from));
}

static class Durations
{
    /// <summary>The whole of a duration in microseconds, the unit of a history.</summary>
    public static long Microseconds(this TimeSpan duration) => duration.Ticks / TimeSpan.TicksPerMicrosecond;
}

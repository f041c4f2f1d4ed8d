namespace Messenger.Faults.Proxy;

/// <summary>The faults of one direction of all connections of a link, and the news of a change.</summary>
sealed class LaneControl(TimeProvider clock, int seed)
{
    const int SegmentSize = 1_448; // on an Ethernet
    const int MostRepeats = 6;
    static readonly TimeSpan FirstRepeat = TimeSpan.FromMilliseconds(200); // the least that Linux waits

    readonly Lock _gate = new();
    readonly Random _chance = new(seed);
    State _state = new(LaneFaults.None, NewSignal());

    public TimeProvider Clock => clock;

    public State Now => Volatile.Read(ref _state);

    public void Set(LaneFaults faults)
    {
        State before;
        lock (_gate) (before, _state) = (_state, new(faults, NewSignal()));
        before.Over.SetResult();
    }

    /// <summary>When so many bytes that come now are due.</summary>
    public long DueTime(int bytes)
    {
        var faults = Now.Faults;
        TimeSpan way;
        lock (_gate) way = faults.Latency + faults.Jitter * _chance.NextDouble() + Repeats(faults.LostSegments, (bytes + SegmentSize - 1) / SegmentSize);
        return clock.GetTimestamp() + (long)(way.TotalSeconds * clock.TimestampFrequency);
    }

    /// <summary>How long the last of some segments takes because it was lost. The worst case of TCP: nothing that follows tells the sender sooner.</summary>
    TimeSpan Repeats(double lost, int segments)
    {
        var longest = 0;
        for (var i = 0; lost > 0 && i < segments; i++)
        {
            var repeats = 0;
            while (repeats < MostRepeats && _chance.NextDouble() < lost) repeats++;
            longest = Math.Max(longest, repeats);
        }
        return FirstRepeat * ((1 << longest) - 1);
    }

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Faults, and what completes when others take their place.</summary>
    public sealed record State(LaneFaults Faults, TaskCompletionSource Over);
}

namespace Messenger.Faults.Proxy;

/// <summary>The faults of one direction of all connections of a link, and the news of a change.</summary>
sealed class LaneControl(TimeProvider clock, int seed)
{
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

    /// <summary>When bytes that come now are due.</summary>
    public long DueTime()
    {
        var faults = Now.Faults;
        double chance;
        lock (_gate) chance = _chance.NextDouble();
        return clock.GetTimestamp() + (long)((faults.Latency + faults.Jitter * chance).TotalSeconds * clock.TimestampFrequency);
    }

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Faults, and what completes when others take their place.</summary>
    public sealed record State(LaneFaults Faults, TaskCompletionSource Over);
}

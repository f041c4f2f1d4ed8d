namespace Messenger.Tests.Simulation;

/// <summary>Time that passes only when nobody has anything to do. Starts at zero; a timestamp is a microsecond.</summary>
sealed class SimulatedClock : TimeProvider
{
    readonly PriorityQueue<Timer, (long At, long Order)> _timers = new();
    long _order;

    public long Now { get; private set; }

    public override long TimestampFrequency => 1_000_000;

    public override long GetTimestamp() => Now;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddMicroseconds(Now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Goes on to the next timer and lets it ring. False if there is none.</summary>
    public bool AdvanceToNext()
    {
        while (_timers.TryDequeue(out var timer, out var due))
        {
            if (timer.Due != due.At) continue; // changed or disposed of since
            Now = Math.Max(Now, due.At);
            timer.Due = null;
            timer.Ring();
            return true;
        }
        return false;
    }

    sealed class Timer(SimulatedClock clock, Action ring) : ITimer
    {
        public long? Due { get; set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime < TimeSpan.Zero ? null : clock.Now + (long)dueTime.TotalMicroseconds;
            if (Due is { } due) clock._timers.Enqueue(this, (due, clock._order++));
            return true;
        }

        public void Dispose() => Due = null;

        public ValueTask DisposeAsync()
        {
            Due = null;
            return ValueTask.CompletedTask;
        }
    }
}

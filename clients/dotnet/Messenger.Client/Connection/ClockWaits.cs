namespace Messenger.Client.Connection;

/// <summary>Waiting by a clock that is handed in; the call differs between the targets.</summary>
static class ClockWaits
{
    public static Task Wait(this TimeProvider clock, TimeSpan time, CancellationToken cancellationToken)
    {
#if NETSTANDARD
        return clock.Delay(time, cancellationToken);
#else
        return Task.Delay(time, clock, cancellationToken);
#endif
    }

    public static CancellationTokenSource CancelAfter(this TimeProvider clock, TimeSpan time)
    {
#if NETSTANDARD
        return clock.CreateCancellationTokenSource(time);
#else
        return new CancellationTokenSource(time, clock);
#endif
    }
}

namespace Messenger.Client.Connection;

/// <summary>Waiting by a clock that is handed in, and waiting until cancelled; the calls differ between the targets.</summary>
static class ClockWaits
{
    public static async Task<T> OrCancelled<T>(this Task<T> task, CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = cancellationToken.Register(() => cancelled.TrySetCanceled(cancellationToken));
        return await (await Task.WhenAny(task, cancelled.Task).ConfigureAwait(false)).ConfigureAwait(false);
    }

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

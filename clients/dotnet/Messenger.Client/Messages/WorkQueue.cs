using System.Threading.Channels;
using Messenger.Client.Connection;

namespace Messenger.Client.Messages;

/// <summary>
/// Works off what happens, one after the other. It is bounded: what does not fit is let go, and <paramref name="makeUp"/> is done instead, as soon
/// as there is room.
/// </summary>
/// <param name="clock">The clock of delays.</param>
/// <param name="makeUp">What makes up for lost work, and for work whose outcome is unknown.</param>
sealed class WorkQueue(TimeProvider clock, Func<CancellationToken, Task> makeUp)
{
    const int Length = 1_000;

    readonly Channel<Func<CancellationToken, Task>> _work = Channel.CreateBounded<Func<CancellationToken, Task>>(Length);
    volatile bool _missed;

    /// <summary>Works until cancelled.</summary>
    /// <param name="failed">Hears of work whose outcome is unknown.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Action failed, CancellationToken cancellationToken)
    {
        while (await _work.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (_work.Reader.TryRead(out var work))
            {
                await DoAsync(work, failed, cancellationToken).ConfigureAwait(false);
                if (!_missed) continue;
                _missed = false;
                await DoAsync(makeUp, failed, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Does something in turn.</summary>
    public void Enqueue(Func<CancellationToken, Task> work)
    {
        if (!_work.Writer.TryWrite(work)) _missed = true;
    }

    /// <summary>Does something in turn, after a time; nothing if cancelled before.</summary>
    public async Task EnqueueAfterAsync(TimeSpan time, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await clock.Wait(time, cancellationToken).ConfigureAwait(false);
            Enqueue(work);
        }
        catch (OperationCanceledException)
        {
            // The client stops.
        }
    }

    /// <summary>Does something in turn and hands its result back; waits for room.</summary>
    public async Task<T> DoAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var cancelled = cancellationToken.Register(() => done.TrySetCanceled(cancellationToken));
        await _work.Writer.WriteAsync(
            async stop =>
            {
                try
                {
                    done.TrySetResult(await work(stop).ConfigureAwait(false));
                }
                catch (Exception failure) when (failure is OutcomeUnknownException)
                {
                    done.TrySetException(failure);
                    throw;
                }
            },
            cancellationToken).ConfigureAwait(false);
        return await done.Task.ConfigureAwait(false);
    }

    static async Task DoAsync(Func<CancellationToken, Task> work, Action failed, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken).ConfigureAwait(false);
        }
        catch (OutcomeUnknownException)
        {
            failed();
        }
    }
}

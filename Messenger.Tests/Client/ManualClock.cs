using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Messenger.Tests.Client;

/// <summary>A clock that a test moves, once what it waits for has set its timer.</summary>
sealed class ManualClock : FakeTimeProvider
{
    readonly List<TimeSpan> _timers = [];
    TaskCompletionSource _more = NewSignal();

    public ManualClock()
        : base(TimeProvider.System.GetUtcNow())
    {
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        lock (_timers)
        {
            _timers.Add(dueTime);
            _more.TrySetResult();
            _more = NewSignal();
        }
        return timer;
    }

    /// <summary>The due time of a timer that is set from now on or was set before; each is found once.</summary>
    public async Task<TimeSpan> TimerAsync(Func<TimeSpan, bool> wanted)
    {
        while (true)
        {
            Task more;
            lock (_timers)
            {
                var found = _timers.FindIndex(t => wanted(t));
                if (found >= 0)
                {
                    var due = _timers[found];
                    _timers.RemoveAt(found);
                    return due;
                }
                more = _more.Task;
            }
            await more.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
    }

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

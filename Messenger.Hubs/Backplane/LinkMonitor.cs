namespace Messenger.Hubs.Backplane;

/// <summary>
/// Tells the state of the link from the beats that the node sends to itself. The library alone does not notice a Redis that hangs.
/// Times are timestamps of <see cref="TimeProvider"/>.
/// </summary>
sealed class LinkMonitor(TimeProvider clock)
{
    /// <summary>How long a beat may take before the link counts as down.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    readonly Lock _lock = new();
    readonly long _start = clock.GetTimestamp();
    long? _newestBeat;
    long? _failed;
    LinkState _state = LinkState.Down;

    /// <summary>The state as of the last look.</summary>
    public LinkState State
    {
        get
        {
            lock (_lock) return _state;
        }
    }

    /// <summary>How long ago the newest beat that came back was sent; since the start if there is none.</summary>
    public TimeSpan BeatAge
    {
        get
        {
            lock (_lock) return clock.GetElapsedTime(_newestBeat ?? _start);
        }
    }

    /// <summary>A beat came back. Handlers run out of order, so only the newest counts.</summary>
    public void BeatReturned(long sentAt)
    {
        lock (_lock) _newestBeat = _newestBeat is { } newest ? Math.Max(newest, sentAt) : sentAt;
    }

    /// <summary>The library has lost a connection to Redis: only a beat sent from now on says that it is back.</summary>
    public void Failed()
    {
        lock (_lock) _failed = clock.GetTimestamp();
    }

    /// <summary>Looks again.</summary>
    /// <param name="subscribed">Redis holds all of the node's subscriptions.</param>
    /// <returns>The states before and now.</returns>
    public (LinkState Before, LinkState Now) Look(bool subscribed)
    {
        lock (_lock)
        {
            var before = _state;
            var isFresh = _newestBeat is { } beat && clock.GetElapsedTime(beat) < Deadline && !(_failed >= beat);
            // Once up, a subscription under way is no reason to send everything twice.
            _state = !isFresh ? LinkState.Down : before == LinkState.Up || subscribed ? LinkState.Up : LinkState.Recovering;
            return (before, _state);
        }
    }
}

namespace Messenger.Hubs.Backplane;

/// <summary>
/// What was handed to Redis and may be lost, because no beat sent after it has come back yet. Bounded: beyond the bound the oldest are
/// forgotten, and the hint on the way back makes their receivers catch up.
/// </summary>
sealed class UnconfirmedSends(TimeProvider clock)
{
    /// <summary>Sends that are kept. At the beat's interval of 250 ms that is 80,000 a second.</summary>
    public const int Most = 20_000;

    /// <summary>The library does not promise that a beat leaves after a send that was begun just before it.</summary>
    static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(100);

    readonly Lock _lock = new();
    readonly Queue<(long At, Func<Task> Send)> _sends = new();

    /// <summary>Keeps a send, which is begun after this.</summary>
    public void Keep(Func<Task> send)
    {
        lock (_lock)
        {
            if (_sends.Count == Most) _sends.Dequeue();
            _sends.Enqueue((clock.GetTimestamp(), send));
        }
    }

    /// <summary>A beat sent at this time has come back: what was sent well before it has arrived too.</summary>
    public void Confirm(long beatSentAt)
    {
        lock (_lock)
        {
            while (_sends.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.At, beatSentAt) > Margin) _sends.Dequeue();
        }
    }

    /// <summary>Takes all, in the order in which they were sent.</summary>
    public IReadOnlyList<Func<Task>> TakeAll()
    {
        lock (_lock)
        {
            Func<Task>[] taken = [.. _sends.Select(s => s.Send)];
            _sends.Clear();
            return taken;
        }
    }
}

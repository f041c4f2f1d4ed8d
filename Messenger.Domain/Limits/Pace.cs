namespace Messenger.Domain.Limits;

/// <summary>
/// Lets so many through in a second, and so many at once: the generic cell rate algorithm (ITU-T I.371), which needs one number. Safe for
/// concurrent use.
/// </summary>
public sealed class Pace(Rate rate, TimeProvider clock)
{
    readonly Lock _lock = new();
    readonly TimeSpan _step = TimeSpan.FromSeconds(1.0 / rate.PerSecond);
    readonly long _start = clock.GetTimestamp();
    TimeSpan _due;

    /// <summary>Nothing was taken for so long that it is as good as new.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock) return _due <= clock.GetElapsedTime(_start);
        }
    }

    /// <summary>Takes so many more, whether or not they can be had: what comes after waits for them.</summary>
    public void Charge(int times)
    {
        lock (_lock)
        {
            var now = clock.GetElapsedTime(_start);
            _due = (_due > now ? _due : now) + _step * times;
        }
    }

    /// <summary>Takes one, or says after how long one can be had.</summary>
    public bool TryTake(out TimeSpan wait)
    {
        lock (_lock)
        {
            var now = clock.GetElapsedTime(_start);
            var due = _due > now ? _due : now;
            wait = due - now - _step * (rate.AtOnce - 1);
            if (wait > TimeSpan.Zero) return false;
            wait = TimeSpan.Zero;
            _due = due + _step;
            return true;
        }
    }
}

namespace Messenger.Faults.Workload;

/// <summary>A time in which nobody begins anything.</summary>
sealed class Rest
{
    int _changes;
    volatile bool _isOn;

    public bool IsOn => _isOn;

    /// <summary>Begins it; completes when no change of members is under way.</summary>
    public async Task BeginAsync()
    {
        _isOn = true;
        while (Volatile.Read(ref _changes) > 0) await Task.Delay(20);
    }

    public void End() => _isOn = false;

    /// <summary>Does a change, unless the time has begun.</summary>
    public async Task<bool> TryAsync(Func<Task> change)
    {
        Interlocked.Increment(ref _changes);
        try
        {
            if (_isOn) return false;
            await change();
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref _changes);
        }
    }
}

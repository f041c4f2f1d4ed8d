namespace Messenger.Hubs.Presence;

/// <summary>Counts for each user the connections of this node that look at him. Safe for concurrent use.</summary>
sealed class WatchedUsers
{
    readonly Lock _lock = new();
    readonly Dictionary<Guid, int> _counts = [];

    /// <summary>Everyone who is looked at.</summary>
    public IReadOnlyCollection<Guid> All
    {
        get
        {
            lock (_lock) return [.. _counts.Keys];
        }
    }

    /// <summary>A connection looks at others than before.</summary>
    public void Replace(IEnumerable<Guid> before, IEnumerable<Guid> now)
    {
        lock (_lock)
        {
            foreach (var user in now) _counts[user] = _counts.GetValueOrDefault(user) + 1;
            foreach (var user in before)
                if (--_counts[user] == 0) _counts.Remove(user);
        }
    }
}

namespace Messenger.Hubs.Conversations;

/// <summary>
/// Which of this node's connections are in which conversation's group, and at which delivery epoch. Pure bookkeeping: whatever order news
/// and reads come in, a connection is only ever moved to an epoch at which its user was seen to be a member.
/// </summary>
sealed class GroupMemberships
{
    readonly Lock _lock = new();
    readonly Dictionary<Guid, Dictionary<string, Place>> _conversations = [];
    readonly Dictionary<string, HashSet<Guid>> _connections = [];

    /// <summary>A connection that was in a group and what became of it.</summary>
    public sealed record Moved(IReadOnlyList<string> Connections, IReadOnlyList<string> Stale);

    /// <summary>
    /// The user of a connection is a member at this epoch. Answers whether this is new, and the epoch whose group it was in before, if it was in one.
    /// </summary>
    public (bool IsNew, int? Before) Enter(Guid conversation, int epoch, string connection, Guid user)
    {
        lock (_lock)
        {
            if (!_conversations.TryGetValue(conversation, out var places)) _conversations[conversation] = places = [];
            var held = places.TryGetValue(connection, out var place) ? place : null;
            // News that came meanwhile may have moved it on already.
            if (held is not null && held.Epoch >= epoch) return (false, null);
            places[connection] = new(user, epoch);
            if (!_connections.TryGetValue(connection, out var conversations)) _connections[connection] = conversations = [];
            conversations.Add(conversation);
            return (true, held?.Epoch);
        }
    }

    /// <summary>
    /// Somebody was removed: those who were at the epoch before go on to the next. Whoever is not there has missed something: he may have been
    /// removed by news that this node never got, so he is taken out, and has to ask.
    /// </summary>
    public Moved Move(Guid conversation, int fromEpoch, int epoch, IReadOnlyCollection<Guid> left)
    {
        lock (_lock)
        {
            if (!_conversations.TryGetValue(conversation, out var places)) return new([], []);
            List<string> moved = [], stale = [];
            foreach (var (connection, place) in places.ToList())
            {
                if (place.Epoch >= epoch) continue;
                if (place.Epoch == fromEpoch && !left.Contains(place.User))
                {
                    places[connection] = place with { Epoch = epoch };
                    moved.Add(connection);
                    continue;
                }
                if (!left.Contains(place.User)) stale.Add(connection);
                LeaveUnderLock(conversation, connection);
            }
            return new(moved, stale);
        }
    }

    /// <summary>The connection has nothing to do with the conversation any more. Answers the epoch whose group it was in.</summary>
    public int? Leave(Guid conversation, string connection)
    {
        lock (_lock)
        {
            if (!_conversations.TryGetValue(conversation, out var places) || !places.TryGetValue(connection, out var place)) return null;
            LeaveUnderLock(conversation, connection);
            return place.Epoch;
        }
    }

    /// <summary>The connection is gone.</summary>
    public void Forget(string connection)
    {
        lock (_lock)
        {
            foreach (var conversation in _connections.GetValueOrDefault(connection, []).ToList()) LeaveUnderLock(conversation, connection);
        }
    }

    /// <summary>The user of any one connection at this epoch; null if there is none.</summary>
    public Guid? AnyUserAt(Guid conversation, int epoch)
    {
        lock (_lock)
        {
            return _conversations.TryGetValue(conversation, out var places) ? places.Values.FirstOrDefault(p => p.Epoch == epoch)?.User : null;
        }
    }

    void LeaveUnderLock(Guid conversation, string connection)
    {
        var places = _conversations[conversation];
        places.Remove(connection);
        if (places.Count == 0) _conversations.Remove(conversation);
        var conversations = _connections[connection];
        conversations.Remove(conversation);
        if (conversations.Count == 0) _connections.Remove(connection);
    }

    sealed record Place(Guid User, int Epoch);
}

using Messenger.Contracts.Messages;
using Messenger.Domain;
using Messenger.Domain.Messages;
using Messenger.Hubs.Conversations;

namespace Messenger.Tests.Simulation;

/// <summary>
/// A node: the real group commits and the real bookkeeping of delivery groups, on a simulated database and a simulated Redis. Killed, it answers nobody
/// any more; what it was writing may still be committed.
/// </summary>
sealed class SimulatedNode : ILiveDelivery
{
    readonly SimulatedDatabase _database;
    readonly SimulatedRedis _redis;
    readonly GroupMemberships _groups = new();
    readonly Dictionary<string, SimulatedDevice> _connections = [];
    readonly HashSet<(GroupAudience Group, string Connection)> _signalR = [];

    public SimulatedNode(SimulatedDatabase database, SimulatedRedis redis, SimulatedClock clock, Bug bug)
    {
        (_database, _redis) = (database, redis);
        var limits = new GroupCommitLimits { Lanes = 2, BatchSize = 8, Patience = TimeSpan.FromSeconds(2), Pause = TimeSpan.FromMilliseconds(50) };
        Messages = new(new SimulatedMessageLog(database, this, bug), this, clock, limits);
        Cursors = new(new SimulatedReadCursors(database, this), this, clock, limits);
        redis.Join(this);
    }

    public GroupCommit<NewMessage, Message> Messages { get; }

    public GroupCommit<ReadAdvance, ReadState> Cursors { get; }

    public bool IsAlive { get; private set; } = true;

    public void RequireAlive()
    {
        if (!IsAlive) throw new InvalidOperationException("The process was killed.");
    }

    /// <summary>The process is gone: its connections break.</summary>
    public void Kill()
    {
        IsAlive = false;
        _redis.Leave(this);
        foreach (var device in _connections.Values.ToList()) device.Break();
        _connections.Clear();
    }

    /// <summary>A device connects: it joins the groups of its user's large conversations before it reads anything.</summary>
    public void Connect(string connection, SimulatedDevice device)
    {
        _connections.Add(connection, device);
        Align(connection, device.User);
    }

    /// <summary>What a sync does besides reading.</summary>
    public void Align(string connection, Guid user)
    {
        foreach (var conversation in _database.Conversations)
        {
            if (conversation.Find(user) is null)
            {
                if (_groups.Leave(conversation.Id, connection) is { } held) _signalR.Remove((new(conversation.Id, held), connection));
                continue;
            }
            if (conversation.Group is not { } group) continue;
            var (isNew, before) = _groups.Enter(group.ConversationId, group.Epoch, connection, user);
            if (isNew) _signalR.Add((group, connection));
            if (before is { } epoch) _signalR.Remove((group with { Epoch = epoch }, connection));
        }
    }

    public void Disconnect(string connection)
    {
        _connections.Remove(connection);
        _groups.Forget(connection);
        _signalR.RemoveWhere(g => g.Connection == connection);
    }

    public void Publish(Delivery delivery)
    {
        if (!IsAlive) return;
        if (delivery is MoveDelivery move) Move(move);
        _redis.Publish(this, delivery);
    }

    /// <summary>What comes through Redis, from this node or another.</summary>
    public void Take(Delivery delivery)
    {
        if (!IsAlive) return;
        switch (delivery)
        {
            case MoveDelivery move:
                Move(move);
                break;
            case ChangesDelivery { Audience: var audience, Changes: var changes }:
                foreach (var device in Of(audience)) device.Push(changes);
                break;
            case ConversationsChangedDelivery { Audience: var audience }:
                foreach (var device in Of(audience)) device.Hint();
                break;
        }
    }

    /// <summary>Tells all devices of this node to catch up.</summary>
    public void HintAll()
    {
        foreach (var device in _connections.Values) device.Hint();
    }

    void Move(MoveDelivery move)
    {
        var (moved, stale) = _groups.Move(move.ConversationId, move.FromEpoch, move.Epoch, [.. move.Left]);
        var changes = _database[move.ConversationId].Since(move.SinceVersion);
        foreach (var connection in moved)
        {
            _signalR.Add((new(move.ConversationId, move.Epoch), connection));
            _signalR.Remove((new(move.ConversationId, move.FromEpoch), connection));
            _connections.GetValueOrDefault(connection)?.Push(changes);
        }
        foreach (var connection in stale) _connections.GetValueOrDefault(connection)?.Hint();
    }

    IEnumerable<SimulatedDevice> Of(Audience audience) => audience switch
    {
        UserAudience users => [.. _connections.Values.Where(d => users.UserIds.Contains(d.User))],
        GroupAudience group => [.. _connections.Where(c => _signalR.Contains((group, c.Key))).Select(c => c.Value)],
        _ => [],
    };
}

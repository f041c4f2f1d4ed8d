using Messenger.Contracts;
using Messenger.Contracts.Identity;
using Messenger.Domain.Identity;
using Messenger.Hubs.Backplane;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace Messenger.Hubs.Identity;

/// <summary>This node's connections, by session, user and address. It closes those whose session has ended.</summary>
sealed partial class LiveConnections(NodeDelivery here, NodeNews news, ILogger<LiveConnections> logger) : ILiveSessions
{
    /// <summary>How long a client has to read why its session ended.</summary>
    static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(250);

    readonly Lock _lock = new();
    readonly Dictionary<string, Connection> _connections = [];
    readonly Dictionary<Guid, int> _ofUsers = [];
    readonly Dictionary<string, int> _fromAddresses = [];
    TaskCompletionSource? _none;

    /// <summary>All of them.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _connections.Count;
        }
    }

    /// <summary>The sessions that have connections here.</summary>
    public IReadOnlyCollection<Guid> Sessions
    {
        get
        {
            lock (_lock) return [.. _connections.Values.Select(c => c.Caller.SessionId).Distinct()];
        }
    }

    /// <summary>Those of one user.</summary>
    public int CountOf(Guid user)
    {
        lock (_lock) return _ofUsers.GetValueOrDefault(user);
    }

    /// <summary>Those from one address.</summary>
    public int CountFrom(string address)
    {
        lock (_lock) return _fromAddresses.GetValueOrDefault(address);
    }

    /// <summary>Ends when there is none any more.</summary>
    public Task WaitUntilNoneAsync()
    {
        lock (_lock)
        {
            if (_connections.Count == 0) return Task.CompletedTask;
            return (_none ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    public void Add(HubCallerContext context, Caller caller, string address)
    {
        lock (_lock)
        {
            _connections.Add(context.ConnectionId, new(context, caller, address));
            _ofUsers[caller.UserId] = _ofUsers.GetValueOrDefault(caller.UserId) + 1;
            _fromAddresses[address] = _fromAddresses.GetValueOrDefault(address) + 1;
        }
    }

    public void Remove(string connectionId)
    {
        lock (_lock)
        {
            if (!_connections.Remove(connectionId, out var connection)) return;
            CountDownUnderLock(_ofUsers, connection.Caller.UserId);
            CountDownUnderLock(_fromAddresses, connection.Address);
            if (_connections.Count == 0) _none?.TrySetResult();
        }
    }

    /// <inheritdoc />
    public void Close(IReadOnlyCollection<Guid> sessionIds, SessionEndReason reason)
    {
        if (sessionIds.Count == 0) return;
        CloseHere(sessionIds, reason);
        news.Tell(node => new SessionsEnded(sessionIds, (int)reason) { Node = node });
    }

    /// <summary>On this node only.</summary>
    public void CloseHere(IReadOnlyCollection<Guid> sessionIds, SessionEndReason reason)
    {
        var ended = new SessionEnd
        {
            Reason = reason,
            DeleteLocalData = reason is SessionEndReason.Deactivated or SessionEndReason.SignedOut or SessionEndReason.EndedByUser
                or SessionEndReason.EndedByAdministrator or SessionEndReason.TokenReused,
        };
        var sessions = sessionIds.ToHashSet();
        List<Connection> closing;
        lock (_lock) closing = [.. _connections.Values.Where(c => sessions.Contains(c.Caller.SessionId))];
        foreach (var connection in closing) _ = CloseAsync(connection.Context, ended);
    }

    async Task CloseAsync(HubCallerContext context, SessionEnd ended)
    {
        try
        {
            await here.SendConnectionsAsync([context.ConnectionId], nameof(IMessengerClient.SessionEnded), ended).WaitAsync(Farewell);
            await Task.Delay(Farewell);
        }
        catch (Exception e)
        {
            LogFarewellFailed(e);
        }
        finally
        {
            context.Abort();
        }
    }

    static void CountDownUnderLock<TKey>(Dictionary<TKey, int> counts, TKey key)
        where TKey : notnull
    {
        if (--counts[key] == 0) counts.Remove(key);
    }

    [LoggerMessage(LogEvents.PushFailed, LogLevel.Debug, "A client could not be told why its session ended")]
    partial void LogFarewellFailed(Exception exception);

    sealed record Connection(HubCallerContext Context, Caller Caller, string Address);
}

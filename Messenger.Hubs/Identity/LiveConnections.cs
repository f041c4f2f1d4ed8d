using System.Collections.Concurrent;
using Messenger.Contracts;
using Messenger.Contracts.Identity;
using Messenger.Domain.Identity;
using Messenger.Hubs.Backplane;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace Messenger.Hubs.Identity;

/// <summary>This node's connections by session. It closes those whose session has ended.</summary>
sealed partial class LiveConnections(NodeDelivery here, NodeNews news, ILogger<LiveConnections> logger) : ILiveSessions
{
    /// <summary>How long a client has to read why its session ended.</summary>
    static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(250);

    readonly ConcurrentDictionary<string, Connection> _connections = new();

    /// <summary>The sessions that have connections here.</summary>
    internal IReadOnlyCollection<Guid> Sessions => [.. _connections.Values.Select(c => c.Caller.SessionId).Distinct()];

    internal void Add(HubCallerContext context, Caller caller) => _connections[context.ConnectionId] = new(context, caller);

    internal void Remove(string connectionId) => _connections.TryRemove(connectionId, out _);

    /// <inheritdoc />
    public void Close(IReadOnlyCollection<Guid> sessionIds, SessionEndReason reason)
    {
        if (sessionIds.Count == 0) return;
        CloseHere(sessionIds, reason);
        news.Tell(node => new SessionsEnded(sessionIds, (int)reason) { Node = node });
    }

    /// <summary>On this node only.</summary>
    internal void CloseHere(IReadOnlyCollection<Guid> sessionIds, SessionEndReason reason)
    {
        var ended = new SessionEnd
        {
            Reason = reason,
            DeleteLocalData = reason is SessionEndReason.Deactivated or SessionEndReason.SignedOut or SessionEndReason.EndedByUser
                or SessionEndReason.EndedByAdministrator or SessionEndReason.TokenReused,
        };
        foreach (var connection in _connections.Values.Where(c => sessionIds.Contains(c.Caller.SessionId)))
            _ = CloseAsync(connection.Context, ended);
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

    [LoggerMessage(LogEvents.PushFailed, LogLevel.Debug, "A client could not be told why its session ended")]
    partial void LogFarewellFailed(Exception exception);

    sealed record Connection(HubCallerContext Context, Caller Caller);
}

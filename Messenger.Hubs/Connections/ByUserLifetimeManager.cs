using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging;

namespace Messenger.Hubs.Connections;

/// <summary>
/// SignalR's in-memory manager, which also knows its connections by their users. Microsoft's compares every connection of the node with every
/// name of the list for each push to users, which is most pushes here.
/// </summary>
sealed class ByUserLifetimeManager<THub>(ILogger<DefaultHubLifetimeManager<THub>> logger) : DefaultHubLifetimeManager<THub>(logger)
    where THub : Hub
{
    /// <summary>A user has few connections, and they come and go far less often than he is sent something: the arrays are never changed.</summary>
    readonly ConcurrentDictionary<string, HubConnectionContext[]> _users = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        if (connection.UserIdentifier is { } user) _users.AddOrUpdate(user, [connection], (_, others) => [.. others, connection]);
        return base.OnConnectedAsync(connection);
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        if (connection.UserIdentifier is { } user) Forget(user, connection);
        return base.OnDisconnectedAsync(connection);
    }

    /// <inheritdoc/>
    public override Task SendUserAsync(string userId, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendUsersAsync([userId], methodName, args, cancellationToken);

    /// <inheritdoc/>
    public override Task SendUsersAsync(IReadOnlyList<string> userIds, string methodName, object?[] args, CancellationToken cancellationToken = default)
    {
        // Serialised once for each protocol, whoever gets it.
        SerializedHubMessage? message = null;
        List<Task>? waiting = null;
        foreach (var user in userIds)
        {
            if (!_users.TryGetValue(user, out var connections)) continue;
            message ??= new(new InvocationMessage(methodName, args));
            foreach (var connection in connections)
            {
                var write = connection.WriteAsync(message, cancellationToken);
                if (!write.IsCompletedSuccessfully) (waiting ??= []).Add(write.AsTask());
            }
        }
        return waiting is null ? Task.CompletedTask : Task.WhenAll(waiting);
    }

    void Forget(string user, HubConnectionContext connection)
    {
        while (_users.TryGetValue(user, out var held))
        {
            var left = held.Where(c => c != connection).ToArray();
            if (left.Length == 0 ? _users.TryRemove(new(user, held)) : _users.TryUpdate(user, left, held)) return;
        }
    }
}

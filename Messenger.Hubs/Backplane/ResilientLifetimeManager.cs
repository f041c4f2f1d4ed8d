using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.StackExchangeRedis;

namespace Messenger.Hubs.Backplane;

/// <summary>
/// Microsoft's backplane on Redis together with SignalR's in-memory manager. Every connection and group is known to both, so that a node
/// without Redis still serves its own connections.
/// </summary>
sealed class ResilientLifetimeManager<THub>(DefaultHubLifetimeManager<THub> local, RedisHubLifetimeManager<THub> redis, BackplaneLink link)
    : HubLifetimeManager<THub>
    where THub : Hub
{
    readonly HubConnectionStore _here = new();

    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        _here.Add(connection);
        await local.OnConnectedAsync(connection);
        await redis.OnConnectedAsync(connection);
        await link.SettleAsync(connection.ConnectionAborted);
    }

    public override async Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        _here.Remove(connection);
        await local.OnDisconnectedAsync(connection);
        await redis.OnDisconnectedAsync(connection);
    }

    /// <summary>Of this node's own connections only: asking another node for it would wait for an answer that may never come.</summary>
    public override async Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        if (_here[connectionId] is not { } connection) return;
        await local.AddToGroupAsync(connectionId, groupName, cancellationToken);
        await redis.AddToGroupAsync(connectionId, groupName, cancellationToken);
        await link.SettleAsync(connection.ConnectionAborted);
    }

    /// <inheritdoc cref="AddToGroupAsync" />
    public override async Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        if (_here[connectionId] is null) return;
        await local.RemoveFromGroupAsync(connectionId, groupName, cancellationToken);
        await redis.RemoveFromGroupAsync(connectionId, groupName, cancellationToken);
    }

    public override Task SendAllAsync(string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendAsync(manager => manager.SendAllAsync(methodName, args, cancellationToken));

    public override Task SendAllExceptAsync(
        string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) =>
        SendAsync(manager => manager.SendAllExceptAsync(methodName, args, excludedConnectionIds, cancellationToken));

    public override Task SendConnectionAsync(string connectionId, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendAsync(manager => manager.SendConnectionAsync(connectionId, methodName, args, cancellationToken));

    public override Task SendConnectionsAsync(
        IReadOnlyList<string> connectionIds, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendAsync(manager => manager.SendConnectionsAsync(connectionIds, methodName, args, cancellationToken));

    public override Task SendGroupAsync(string groupName, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendAsync(manager => manager.SendGroupAsync(groupName, methodName, args, cancellationToken));

    public override Task SendGroupsAsync(
        IReadOnlyList<string> groupNames, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendAsync(manager => manager.SendGroupsAsync(groupNames, methodName, args, cancellationToken));

    public override Task SendGroupExceptAsync(
        string groupName, string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) =>
        SendAsync(manager => manager.SendGroupExceptAsync(groupName, methodName, args, excludedConnectionIds, cancellationToken));

    public override Task SendUserAsync(string userId, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendAsync(manager => manager.SendUserAsync(userId, methodName, args, cancellationToken));

    public override Task SendUsersAsync(IReadOnlyList<string> userIds, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendAsync(manager => manager.SendUsersAsync(userIds, methodName, args, cancellationToken));

    /// <summary>The hub asks clients for nothing, so only an answer to a question that was never put can come here: the local manager ignores it.</summary>
    public override Task SetConnectionResultAsync(string connectionId, Microsoft.AspNetCore.SignalR.Protocol.CompletionMessage result) =>
        local.SetConnectionResultAsync(connectionId, result);

    /// <inheritdoc cref="SetConnectionResultAsync" />
    public override bool TryGetReturnType(string invocationId, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Type? type) =>
        local.TryGetReturnType(invocationId, out type);

    Task SendAsync(Func<HubLifetimeManager<THub>, Task> send) => link.SendAsync(() => send(redis), () => send(local));
}

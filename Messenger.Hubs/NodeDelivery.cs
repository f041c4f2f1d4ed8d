using Microsoft.AspNetCore.SignalR;

namespace Messenger.Hubs;

/// <summary>Sends to this node's own connections only, past Redis.</summary>
/// <param name="manager">SignalR's manager: in memory, when the node is alone.</param>
/// <param name="local">The in-memory half of it, when there are others.</param>
sealed class NodeDelivery(HubLifetimeManager<MessengerHub> manager, DefaultHubLifetimeManager<MessengerHub>? local = null)
{
    readonly HubLifetimeManager<MessengerHub> _here = local ?? manager;

    /// <summary>To connections of this node.</summary>
    public Task SendConnectionsAsync(IReadOnlyList<string> connections, string push, object argument) =>
        _here.SendConnectionsAsync(connections, push, [argument]);

    /// <summary>To those of a group that are connected here.</summary>
    public Task SendGroupAsync(string group, string push, object argument) => _here.SendGroupAsync(group, push, [argument]);

    /// <summary>To all.</summary>
    public Task SendAllAsync(string push, object argument) => _here.SendAllAsync(push, [argument]);
}

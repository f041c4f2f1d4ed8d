using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace Messenger.Hubs;

/// <summary>Sends to this node's own connections only, past Redis.</summary>
sealed class NodeDelivery(IServiceProvider services)
{
    // Several nodes: the in-memory half of the manager. One node: the manager itself is that.
    readonly HubLifetimeManager<MessengerHub> _here =
        services.GetService<DefaultHubLifetimeManager<MessengerHub>>() ?? services.GetRequiredService<HubLifetimeManager<MessengerHub>>();

    /// <summary>To connections of this node.</summary>
    public Task SendConnectionsAsync(IReadOnlyList<string> connections, string push, object argument) =>
        _here.SendConnectionsAsync(connections, push, [argument]);

    /// <summary>To those of a group that are connected here.</summary>
    public Task SendGroupAsync(string group, string push, object argument) => _here.SendGroupAsync(group, push, [argument]);

    /// <summary>To all.</summary>
    public Task SendAllAsync(string push, object argument) => _here.SendAllAsync(push, [argument]);
}

using Messenger.Hubs.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messenger.Tests.Nodes;

/// <summary>Ours of one node, which knows connections by their users.</summary>
public sealed class DeliveringByUser : LifetimeManagerContract
{
    protected override HubLifetimeManager<AnyHub> Manager { get; } =
        new ByUserLifetimeManager<AnyHub>(NullLogger<DefaultHubLifetimeManager<AnyHub>>.Instance);
}

using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messenger.Tests.Nodes;

/// <summary>SignalR's in-memory manager.</summary>
public sealed class DeliveringAlone : LifetimeManagerContract
{
    protected override HubLifetimeManager<AnyHub> Manager { get; } =
        new DefaultHubLifetimeManager<AnyHub>(NullLogger<DefaultHubLifetimeManager<AnyHub>>.Instance);
}

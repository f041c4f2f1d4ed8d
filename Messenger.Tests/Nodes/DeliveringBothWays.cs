using Messenger.Hubs.Backplane;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.StackExchangeRedis;

namespace Messenger.Tests.Nodes;

/// <summary>Ours, while all is well.</summary>
public sealed class DeliveringBothWays : DeliveringThroughRedis
{
    private protected override HubLifetimeManager<AnyHub> Choose(
        DefaultHubLifetimeManager<AnyHub> local, RedisHubLifetimeManager<AnyHub> redis, BackplaneLink link) =>
        new ResilientLifetimeManager<AnyHub>(local, redis, link);
}

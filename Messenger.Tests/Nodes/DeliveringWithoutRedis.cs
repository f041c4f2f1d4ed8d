using Messenger.Hubs.Backplane;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.StackExchangeRedis;

namespace Messenger.Tests.Nodes;

/// <summary>Ours, without Redis.</summary>
public sealed class DeliveringWithoutRedis : DeliveringThroughRedis
{
    protected override bool IsUp => false;

    private protected override HubLifetimeManager<AnyHub> Choose(
        DefaultHubLifetimeManager<AnyHub> local, RedisHubLifetimeManager<AnyHub> redis, BackplaneLink link) =>
        new ResilientLifetimeManager<AnyHub>(local, redis, link);
}

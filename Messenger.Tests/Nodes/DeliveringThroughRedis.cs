using Messenger.Hubs.Backplane;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.StackExchangeRedis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Xunit;

namespace Messenger.Tests.Nodes;

/// <summary>Microsoft's manager on Redis, on the quiet link; and ours around both, with Redis and without.</summary>
public abstract class DeliveringThroughRedis : LifetimeManagerContract
{
    readonly RedisServer _redis = new();
    ConnectionMultiplexer? _link;
    BackplaneLink? _backplane;
    ServiceProvider? _services;
    HubLifetimeManager<AnyHub>? _manager;

    protected override HubLifetimeManager<AnyHub> Manager => _manager!;

    /// <summary>Takes the manager that is tested.</summary>
    private protected abstract HubLifetimeManager<AnyHub> Choose(
        DefaultHubLifetimeManager<AnyHub> local, RedisHubLifetimeManager<AnyHub> redis, BackplaneLink link);

    /// <summary>Redis is there during the test.</summary>
    protected virtual bool IsUp => true;

    public override async ValueTask InitializeAsync()
    {
        _link = await ConnectionMultiplexer.ConnectAsync(
            new ConfigurationOptions { EndPoints = { _redis.Address }, AbortOnConnectFail = false, BacklogPolicy = BacklogPolicy.FailFast, ConfigurationChannel = "" });
        _backplane = new(_link, TimeProvider.System, NullLogger<BackplaneLink>.Instance);
        await _backplane.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => _backplane.State == LinkState.Up);
        _services = new ServiceCollection().AddSignalR().Services.AddLogging().BuildServiceProvider();
        var redis = new RedisHubLifetimeManager<AnyHub>(
            NullLogger<RedisHubLifetimeManager<AnyHub>>.Instance, Options.Create(new RedisOptions { ConnectionFactory = _ => Task.FromResult(_backplane.Quiet) }),
            _services.GetRequiredService<IHubProtocolResolver>());
        _manager = Choose(new(NullLogger<DefaultHubLifetimeManager<AnyHub>>.Instance), redis, _backplane);
        if (IsUp) return;
        _redis.Kill();
        await Eventually.TrueAsync(() => _backplane.State == LinkState.Down);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _backplane!.StopAsync(CancellationToken.None);
        _backplane.Dispose();
        await _link!.DisposeAsync();
        await _services!.DisposeAsync();
        await _redis.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>Ours, while all is well.</summary>
public sealed class DeliveringBothWays : DeliveringThroughRedis
{
    private protected override HubLifetimeManager<AnyHub> Choose(
        DefaultHubLifetimeManager<AnyHub> local, RedisHubLifetimeManager<AnyHub> redis, BackplaneLink link) =>
        new ResilientLifetimeManager<AnyHub>(local, redis, link);
}

/// <summary>Ours, without Redis.</summary>
public sealed class DeliveringWithoutRedis : DeliveringThroughRedis
{
    protected override bool IsUp => false;

    private protected override HubLifetimeManager<AnyHub> Choose(
        DefaultHubLifetimeManager<AnyHub> local, RedisHubLifetimeManager<AnyHub> redis, BackplaneLink link) =>
        new ResilientLifetimeManager<AnyHub>(local, redis, link);
}

/// <summary>Microsoft's, alone. Its subscriptions set out without waiting, so what is sent right after a join waits for them here.</summary>
public sealed class DeliveringByMicrosoftsBackplane : DeliveringThroughRedis
{
    private protected override HubLifetimeManager<AnyHub> Choose(
        DefaultHubLifetimeManager<AnyHub> local, RedisHubLifetimeManager<AnyHub> redis, BackplaneLink link) => new Settling(redis, link);

    /// <summary>Passes all on, and waits for Redis after each join.</summary>
    sealed class Settling(RedisHubLifetimeManager<AnyHub> inner, BackplaneLink link) : HubLifetimeManager<AnyHub>
    {
        public override async Task OnConnectedAsync(HubConnectionContext connection)
        {
            await inner.OnConnectedAsync(connection);
            await link.SettleAsync(CancellationToken.None);
        }

        public override async Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
        {
            await inner.AddToGroupAsync(connectionId, groupName, cancellationToken);
            await link.SettleAsync(CancellationToken.None);
        }

        public override Task OnDisconnectedAsync(HubConnectionContext connection) => inner.OnDisconnectedAsync(connection);

        public override Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default) =>
            inner.RemoveFromGroupAsync(connectionId, groupName, cancellationToken);

        public override Task SendAllAsync(string methodName, object?[] args, CancellationToken cancellationToken = default) =>
            inner.SendAllAsync(methodName, args, cancellationToken);

        public override Task SendAllExceptAsync(string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) =>
            inner.SendAllExceptAsync(methodName, args, excludedConnectionIds, cancellationToken);

        public override Task SendConnectionAsync(string connectionId, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
            inner.SendConnectionAsync(connectionId, methodName, args, cancellationToken);

        public override Task SendConnectionsAsync(IReadOnlyList<string> connectionIds, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
            inner.SendConnectionsAsync(connectionIds, methodName, args, cancellationToken);

        public override Task SendGroupAsync(string groupName, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
            inner.SendGroupAsync(groupName, methodName, args, cancellationToken);

        public override Task SendGroupsAsync(IReadOnlyList<string> groupNames, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
            inner.SendGroupsAsync(groupNames, methodName, args, cancellationToken);

        public override Task SendGroupExceptAsync(
            string groupName, string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) =>
            inner.SendGroupExceptAsync(groupName, methodName, args, excludedConnectionIds, cancellationToken);

        public override Task SendUserAsync(string userId, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
            inner.SendUserAsync(userId, methodName, args, cancellationToken);

        public override Task SendUsersAsync(IReadOnlyList<string> userIds, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
            inner.SendUsersAsync(userIds, methodName, args, cancellationToken);
    }
}

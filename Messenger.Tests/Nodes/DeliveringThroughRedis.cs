using Messenger.Hubs.Backplane;
using Messenger.Hubs.Connections;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.StackExchangeRedis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

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
        _manager = Choose(new ByUserLifetimeManager<AnyHub>(NullLogger<DefaultHubLifetimeManager<AnyHub>>.Instance), redis, _backplane);
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

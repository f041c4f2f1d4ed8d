using Messenger.Contracts;
using Messenger.Hubs.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.StackExchangeRedis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Messenger.Hubs.Backplane;

static class Setup
{
    /// <summary>Spreads the clients' catching up after an outage.</summary>
    static readonly ResyncHint Missed = new() { Reason = ResyncReason.Missed, DelayMilliseconds = 5_000 };

    /// <summary>Joins this node to the others, if the host has a link to Redis.</summary>
    public static IServiceCollection AddBackplane(this IServiceCollection services)
    {
        if (services.All(s => s.ServiceType != typeof(IConnectionMultiplexer))) return services;
        // It logs each lost connection as an error with its stack; BackplaneLink says once that the link went, and that it is back.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.SignalR.StackExchangeRedis", LogLevel.None));
        services.AddSingleton<BackplaneLink>();
        services.AddHostedService(provider => provider.GetRequiredService<BackplaneLink>());
        services.AddOptions<RedisOptions>().Configure<BackplaneLink>((options, link) => options.ConnectionFactory = _ => Task.FromResult(link.Quiet));
        services.AddSingleton<DefaultHubLifetimeManager<MessengerHub>, ByUserLifetimeManager<MessengerHub>>();
        services.AddSingleton<RedisHubLifetimeManager<MessengerHub>>();
        services.AddSingleton<HubLifetimeManager<MessengerHub>, ResilientLifetimeManager<MessengerHub>>();
        services.AddHostedService<ResyncAfterOutage>();
        services.AddHostedService<NewsReader>();
        services.AddHealthChecks().AddCheck<RedisCheck>("redis", tags: ["ready"]);
        return services;
    }

    /// <summary>
    /// After an outage tells the clients of every node to catch up: through Redis, because the nodes whose links held noticed nothing, and
    /// yet miss what this node sent.
    /// </summary>
    sealed class ResyncAfterOutage(BackplaneLink link, IHubContext<MessengerHub, IMessengerClient> hub) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            link.CameBack += () => _ = hub.Clients.All.Resync(Missed);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

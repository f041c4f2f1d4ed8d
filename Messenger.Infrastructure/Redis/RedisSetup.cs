using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace Messenger.Infrastructure.Redis;

/// <summary>Gives the host its link to Redis, when it is one node of several.</summary>
public static class RedisSetup
{
    /// <summary>
    /// With a connection string <c>Redis</c>, makes the one link of this node and registers it as <see cref="IConnectionMultiplexer"/>. It is
    /// made before the host listens, and need not come up: a node starts without Redis.
    /// </summary>
    /// <returns>The link, to be disposed of after the host has ended; null for a node that is alone.</returns>
    public static async Task<IAsyncDisposable?> AddRedisAsync(this IHostApplicationBuilder builder)
    {
        var connectionString = builder.Configuration.GetConnectionString("Redis");
        if (string.IsNullOrWhiteSpace(connectionString)) return null;
        var settings = builder.Configuration.GetSection("Redis").Get<RedisSettings>() ?? new();
        var link = await ConnectionMultiplexer.ConnectAsync(settings.For(connectionString));
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<IConnectionMultiplexer>(link);
        return link;
    }
}

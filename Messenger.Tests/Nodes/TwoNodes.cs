using Messenger.Hubs.Backplane;
using Messenger.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Messenger.Tests.Nodes;

/// <summary>Two nodes of one deployment on one database and one Redis. Conversations of more than three are large here.</summary>
public sealed class TwoNodes(PgServer server) : IAsyncLifetime
{
    TestHost? _second;

    public RedisServer Redis { get; } = new();

    public TestHost First { get; } = new(server);

    public TestHost Second => _second!;

    public async ValueTask InitializeAsync()
    {
        Configure(First, Redis);
        await First.InitializeAsync();
        _second = TestHost.On(First.Database);
        Configure(_second, Redis);
        await _second.InitializeAsync();
        await WaitAsync(LinkState.Up);
    }

    /// <summary>Makes a host a node that is joined to others by this Redis.</summary>
    public static void Configure(TestHost host, RedisServer redis)
    {
        host.Settings["ConnectionStrings:Redis"] = redis.Address;
        host.Settings["Conversations:UserDeliveryMembers"] = "3";
        // Links that go and come are what is tested here.
        host.Settings["Logging:LogLevel:Messenger.Hubs.Backplane"] = "Error";
    }

    /// <summary>Waits until both nodes see their link in this state.</summary>
    internal async Task WaitAsync(LinkState state)
    {
        foreach (var node in (TestHost[])[First, Second])
            await Eventually.TrueAsync(() => node.Services.GetRequiredService<BackplaneLink>().State == state);
    }

    public async ValueTask DisposeAsync()
    {
        if (_second is not null) await _second.DisposeAsync();
        await First.DisposeAsync();
        await Redis.DisposeAsync();
    }
}

using Messenger.Contracts;
using Messenger.Contracts.Presence;
using Messenger.Hubs.Backplane;
using Messenger.Hubs.Connections;
using Messenger.Hubs.Identity;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using Xunit;

namespace Messenger.Tests.Nodes;

/// <summary>Connections that come and go leave no subscription in Redis, no group and no backlog behind, whether Redis answers or not.</summary>
public sealed class LeavingNothingBehind(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_came_and_left_is_gone_everywhere(bool redisHangs)
    {
        await using var company = await Company.FoundAsync(nodes.First);
        var people = new List<Employee>();
        for (var i = 0; i < 4; i++) people.Add(await company.HireAsync($"P{i}"));
        await people[0].StartGroupAsync("Room", people.Skip(1));
        await using var redis = await ConnectionMultiplexer.ConnectAsync(nodes.Redis.Address + ",allowAdmin=true");
        // Whatever is subscribed once and for all is there after the first connection.
        await (await people[0].ConnectAsync()).DisposeAsync();
        await NobodyAsync();
        var before = await ChannelsAsync(redis);

        if (redisHangs)
        {
            nodes.Redis.Hang();
            await nodes.WaitAsync(LinkState.Down);
        }
        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(people.Select(async person =>
            {
                var connection = await person.ConnectAsync();
                await connection.InvokeAsync<Reply<PresenceList>>(
                    "WatchPresence", new WatchPresence { UserIds = [.. people.Select(p => p.Id)] }, TestContext.Current.CancellationToken);
                await connection.DisposeAsync();
            }));
        }
        await NobodyAsync();
        if (redisHangs)
        {
            nodes.Redis.GoOn();
            await nodes.WaitAsync(LinkState.Up);
        }

        // The first one may have been on its way out still when they were counted.
        await Eventually.NoneAsync(async () => (await ChannelsAsync(redis)).Except(before));
        Assert.Equal(0, nodes.First.Services.GetRequiredService<Backlogs>().Bytes);
    }

    Task NobodyAsync() => Eventually.TrueAsync(() => nodes.First.Services.GetRequiredService<LiveConnections>().Count == 0);

    static async Task<HashSet<string>> ChannelsAsync(ConnectionMultiplexer redis)
    {
        var channels = (RedisResult[])(await redis.GetDatabase().ExecuteAsync("PUBSUB", "CHANNELS"))!;
        return [.. channels.Select(c => c.ToString()).Where(c => !c.StartsWith("__", StringComparison.Ordinal))];
    }
}

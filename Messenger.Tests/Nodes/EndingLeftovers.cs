using Messenger.Hubs.Backplane;
using Messenger.Tests.Hosting;
using StackExchange.Redis;
using Xunit;

namespace Messenger.Tests.Nodes;

/// <summary>Redis keeps no channel whose subscription was ended while it hung.</summary>
public sealed class EndingLeftovers
{
    static readonly RedisChannel Channel = RedisChannel.Literal("left");

    [Fact]
    public async Task A_try_that_Redis_did_not_answer_is_made_up_for_by_the_next()
    {
        await using var redis = new RedisServer();
        await using var multiplexer = await ConnectionMultiplexer.ConnectAsync(new ConfigurationOptions { EndPoints = { redis.Address }, AbortOnConnectFail = false });
        var subscriber = QuietSubscriber.Around(multiplexer.GetSubscriber());
        await Eventually.TrueAsync(() => multiplexer.IsConnected);

        redis.Hang();
        await subscriber.SubscribeAsync(Channel, static (_, _) => { });
        await subscriber.UnsubscribeAsync(Channel);
        redis.GoOn();
        await Eventually.TrueAsync(IsHeldAsync);
        redis.Hang();
        await EndAsync();
        redis.GoOn();
        await multiplexer.GetDatabase().PingAsync();
        await EndAsync();

        Assert.False(await IsHeldAsync());

        Task EndAsync() => ((QuietSubscriber)subscriber).EndLeftoversAsync();

        async Task<bool> IsHeldAsync() => ((RedisResult[])(await multiplexer.GetDatabase().ExecuteAsync("PUBSUB", "CHANNELS"))!).Any(c => c.ToString() == Channel);
    }
}

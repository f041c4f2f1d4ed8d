using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Domain.Limits;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Messenger.Tests.Connections;

public sealed class PacingCalls(PacingCalls.Strict host) : IClassFixture<PacingCalls.Strict>
{
    /// <summary>A host that lets few calls through.</summary>
    public sealed class Strict : TestHost
    {
        public Strict(PgServer server)
            : base(server)
        {
            Settings["Connections:CallsPerSecond"] = "1";
            Settings["Connections:CallsAtOnce"] = "5";
        }
    }

    [Fact]
    public void A_pace_lets_a_burst_through_and_then_so_many_in_a_second()
    {
        var clock = new FakeTimeProvider();
        var pace = new Pace(new() { PerSecond = 10, AtOnce = 3 }, clock);

        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => pace.TryTake(out var _)));
        pace.TryTake(out var wait);
        Assert.Equal(TimeSpan.FromMilliseconds(100), wait);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => pace.TryTake(out var _)));
        clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(_ => pace.TryTake(out var _)));
    }

    [Fact]
    public async Task Who_calls_too_often_is_told_when_to_come_back_and_stays_connected_and_others_do_not_notice()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var (anns, bobs) = (await ann.ConnectAsync(), await bob.ConnectAsync());

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => SyncAsync(anns)));

        var refused = answers.Where(a => a.Error is not null).ToList();
        Assert.InRange(refused.Count, 1, 29);
        Assert.All(refused, a => Assert.Equal(ErrorCode.RateLimited, a.Error!.Code));
        Assert.All(refused, a => Assert.True(a.Error!.RetryAfterMilliseconds > 0));
        Assert.NotNull((await SyncAsync(bobs)).Value);
        Assert.Equal(HubConnectionState.Connected, anns.State);
    }

    static Task<Reply<SyncResult>> SyncAsync(HubConnection connection) =>
        connection.InvokeAsync<Reply<SyncResult>>("Sync", new Sync(), TestContext.Current.CancellationToken);
}

using System.Net;
using System.Net.Http.Headers;
using Messenger.Client;
using Messenger.Contracts;
using Messenger.Hubs;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Messenger.Tests.Client;

/// <summary>What a server tells its clients when there is too much of them, or when it goes.</summary>
public sealed class BeingSentAway(CompanyHost company) : IClassFixture<CompanyHost>
{
    static readonly TimeSpan Delay = TimeSpan.FromSeconds(10);

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_told_to_move_makes_another_connection_within_the_delay()
    {
        var ann = await company.HireAsync("ann");
        var notes = await ann.StartDirectWith(ann);
        var clock = new ManualClock();
        await using var device = new Device(ann.Options() with { Clock = clock });
        await device.Knows(notes);
        clock.Advance(Delay);

        await HintAsync(ann, ResyncReason.Moving);
        var wait = await clock.TimerAsync(IsOfTheHint);
        CompanyHost.Value(await device.Client.PostAsync(notes, "before", Cancelled));
        Assert.Single(device.Told.OfType<ConnectionChanged>());
        clock.Advance(wait);
        await device.Until(d => d.Told.OfType<ConnectionChanged>().Count() == 3);
        CompanyHost.Value(await device.Client.PostAsync(notes, "after", Cancelled));
        await device.Until(d => d.Heard(notes).Count == 2);

        Assert.InRange(wait, TimeSpan.Zero, Delay);
        Assert.Equal([true, false, true], device.Told.OfType<ConnectionChanged>().Select(c => c.Connected));
        Assert.Equal(["before", "after"], device.Heard(notes));
    }

    [Fact]
    public async Task Who_has_moved_already_stays()
    {
        var ann = await company.HireAsync("ann");
        var notes = await ann.StartDirectWith(ann);
        var clock = new ManualClock();
        await using var door = new Door(company.Address);
        await using var device = new Device(ann.Options() with { Clock = clock, Server = door.Address });
        await device.Knows(notes);
        clock.Advance(Delay);
        await HintAsync(ann, ResyncReason.Moving);
        await HintAsync(ann, ResyncReason.Moving);
        var waits = new[] { await clock.TimerAsync(IsOfTheHint), await clock.TimerAsync(IsOfTheHint) };

        clock.Advance(waits.Min());
        await device.Until(d => d.Told.OfType<ConnectionChanged>().Count() == 3);
        clock.Advance(waits.Max() - waits.Min());
        CompanyHost.Value(await device.Client.PostAsync(notes, "here", Cancelled));
        await device.Until(d => d.Heard(notes).Count == 1);

        Assert.Equal(3, device.Told.OfType<ConnectionChanged>().Count());
    }

    [Theory]
    [InlineData(ResyncReason.Missed)]
    [InlineData(ResyncReason.ConversationsChanged)]
    public async Task Who_may_have_missed_something_asks_within_the_delay_on_the_same_connection(ResyncReason reason)
    {
        var ann = await company.HireAsync("ann");
        var bob = await company.HireAsync("bob");
        var room = await ann.StartDirectWith(bob);
        await using var other = TestHost.On(company.Database); // its pushes do not reach the first
        await other.InitializeAsync();
        var clock = new ManualClock();
        await using var anns = new Device(ann.Options() with { Clock = clock });
        await anns.Knows(room);
        await using var bobs = new Device(bob.Options() with { Server = other.Address });
        CompanyHost.Value(await bobs.Client.PostAsync(room, "missed", Cancelled));

        await HintAsync(ann, reason);
        var wait = await clock.TimerAsync(IsOfTheHint);
        Assert.Empty(anns.Heard(room));
        clock.Advance(wait);
        await anns.Until(d => d.Heard(room).Count == 1);

        Assert.InRange(wait, TimeSpan.Zero, Delay);
        Assert.Equal(["missed"], anns.Heard(room));
        Assert.Single(anns.Told.OfType<ConnectionChanged>());
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task Who_is_turned_away_at_the_door_comes_back_when_told_and_no_sooner(HttpStatusCode status)
    {
        var ann = await company.HireAsync("ann");
        var told = TimeSpan.FromSeconds(7);
        var clock = new ManualClock();
        using var network = new Network(new SocketsHttpHandler { CookieContainer = ann.Cookies });
        network.Answer("/hubs/messenger/negotiate", () => new HttpResponseMessage(status) { Headers = { RetryAfter = new RetryConditionHeaderValue(told) } }, times: 1);
        await using var device = new Device(ann.Options() with { Clock = clock, MessageHandler = () => network });

        var wait = await clock.TimerAsync(due => due >= told && due < told + TimeSpan.FromSeconds(1));
        device.Client.Hurry();
        clock.Advance(told - TimeSpan.FromTicks(1));
        Assert.Single(network.Asked);
        clock.Advance(wait);
        await device.Until(d => d.Told.OfType<ConnectionChanged>().Any(c => c.Connected));

        Assert.Equal(2, network.Asked.Count);
    }

    [Fact]
    public async Task Who_hears_that_the_network_is_back_does_not_wait_for_the_next_try()
    {
        var ann = await company.HireAsync("ann");
        var clock = new ManualClock();
        await using var door = new Door(company.Address);
        door.Close();
        await using var device = new Device(ann.Options() with { Clock = clock, Server = door.Address });
        await clock.TimerAsync(due => due < TimeSpan.FromSeconds(1));

        door.Open();
        device.Client.Hurry();
        await device.Until(d => d.Told.OfType<ConnectionChanged>().Any(c => c.Connected));

        Assert.True(device.Client.IsConnected);
    }

    /// <summary>Not one of the client's other timers.</summary>
    static bool IsOfTheHint(TimeSpan due)
    {
        var options = new MessengerClientOptions { Server = new Uri("http://localhost") };
        return due != options.AnswerTimeout && due != options.SyncInterval;
    }

    Task HintAsync(Employee person, ResyncReason reason) =>
        company.Services.GetRequiredService<IHubContext<MessengerHub, IMessengerClient>>().Clients.User(person.Id.ToString())
            .Resync(new ResyncHint { Reason = reason, DelayMilliseconds = (int)Delay.TotalMilliseconds });
}

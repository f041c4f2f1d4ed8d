using Messenger.Hubs.Backplane;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Messenger.Tests.Nodes;

/// <summary>When the link to Redis counts as up, and what is sent again when it goes.</summary>
public sealed class WatchingTheLink
{
    readonly FakeTimeProvider _clock = new();

    [Fact]
    public void It_is_up_while_beats_come_back_and_Redis_holds_the_subscriptions()
    {
        var link = new LinkMonitor(_clock);

        Assert.Equal(LinkState.Down, link.Look(subscribed: true).Now);
        Beat(link);
        Assert.Equal(LinkState.Recovering, link.Look(subscribed: false).Now);
        Assert.Equal(LinkState.Up, link.Look(subscribed: true).Now);
        Assert.Equal(LinkState.Up, link.Look(subscribed: false).Now); // one more subscription under way
        _clock.Advance(LinkMonitor.Deadline);
        Assert.Equal((LinkState.Up, LinkState.Down), link.Look(subscribed: true));
    }

    [Fact]
    public void A_failure_takes_it_down_at_once_and_a_beat_from_before_does_not_bring_it_back()
    {
        var link = new LinkMonitor(_clock);
        var sent = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Beat(link);
        link.Look(subscribed: true);

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        link.Failed();

        Assert.Equal(LinkState.Down, link.Look(subscribed: true).Now);
        link.BeatReturned(sent);
        Assert.Equal(LinkState.Down, link.Look(subscribed: true).Now);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Beat(link);
        Assert.Equal(LinkState.Up, link.Look(subscribed: true).Now);
    }

    [Fact]
    public async Task What_no_beat_has_confirmed_is_sent_again_in_its_order()
    {
        var unconfirmed = new UnconfirmedSends(_clock);
        var sent = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            var number = i;
            unconfirmed.Keep(() =>
            {
                sent.Add(number);
                return Task.CompletedTask;
            });
            _clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        unconfirmed.Confirm(_clock.GetTimestamp() - _clock.TimestampFrequency / 4); // 250 ms ago: the first two are well before that
        foreach (var send in unconfirmed.TakeAll()) await send();

        Assert.Equal([2, 3, 4], sent);
        Assert.Empty(unconfirmed.TakeAll());
    }

    [Fact]
    public void What_is_kept_is_bounded()
    {
        var unconfirmed = new UnconfirmedSends(_clock);

        for (var i = 0; i < UnconfirmedSends.Most + 10; i++) unconfirmed.Keep(() => Task.CompletedTask);

        Assert.Equal(UnconfirmedSends.Most, unconfirmed.TakeAll().Count);
    }

    void Beat(LinkMonitor link) => link.BeatReturned(_clock.GetTimestamp());
}

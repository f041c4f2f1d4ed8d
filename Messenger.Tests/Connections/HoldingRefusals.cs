using Messenger.Domain.Limits;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Messenger.Tests.Connections;

public sealed class HoldingRefusals
{
    readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task A_refusal_comes_when_its_time_has_passed_and_not_before()
    {
        var refused = new RefusalHold(_clock).WaitAsync(TestContext.Current.CancellationToken);

        _clock.Advance(RefusalHold.Time - TimeSpan.FromMilliseconds(1));
        Assert.False(refused.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        await refused;
    }

    [Fact]
    public async Task When_so_many_wait_the_next_goes_out_at_once_and_one_that_left_makes_room()
    {
        var hold = new RefusalHold(_clock);
        using var leaves = new CancellationTokenSource();
        var leaving = hold.WaitAsync(leaves.Token);
        for (var i = 1; i < RefusalHold.MostHeld; i++) _ = hold.WaitAsync(TestContext.Current.CancellationToken);

        Assert.True(hold.WaitAsync(TestContext.Current.CancellationToken).IsCompletedSuccessfully);
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);

        Assert.False(hold.WaitAsync(TestContext.Current.CancellationToken).IsCompleted);
    }
}

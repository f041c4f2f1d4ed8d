using FsCheck.Xunit;
using Messenger.Client;
using Messenger.Client.Connection;
using Xunit;

namespace Messenger.Tests.Client;

public sealed class Retrying
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(6, 30)]
    [InlineData(int.MaxValue, 30)]
    public void The_ceiling_doubles_up_to_half_a_minute(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPolicy.WaitAfter(failures, chance: 1));

    [Property]
    public bool No_wait_is_negative_or_above_the_longest(int failures, ushort chance) =>
        RetryPolicy.WaitAfter(failures, chance / 65536.0) is var wait && wait >= TimeSpan.Zero && wait < RetryPolicy.Longest;

    [Property]
    public void An_id_is_a_version_7_UUID_of_its_time(uint seconds)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(seconds);
        var id = Ids.Create(now);
        var bytes = id.ToByteArray(bigEndian: true);

        Assert.Equal(7, id.Version);
        Assert.InRange(id.Variant, 8, 11);
        Assert.Equal(now.ToUnixTimeMilliseconds(), bytes.Take(6).Aggregate(0L, (sum, b) => (sum << 8) | b));
    }
}

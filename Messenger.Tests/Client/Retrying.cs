using System.Net;
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
    [InlineData(4, 8)]
    [InlineData(5, 10)]
    [InlineData(int.MaxValue, 10)]
    public void The_ceiling_doubles_up_to_ten_seconds(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPolicy.WaitAfter(failures, chance: 1));

    [Property]
    public bool No_wait_is_negative_or_above_the_longest(int failures, ushort chance) =>
        RetryPolicy.WaitAfter(failures, chance / 65536.0) is var wait && wait >= TimeSpan.Zero && wait < RetryPolicy.Longest;

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, "7", 7)]
    [InlineData(HttpStatusCode.TooManyRequests, "7", 7)]
    [InlineData(HttpStatusCode.TooManyRequests, "Thu, 01 Jan 1970 00:00:09 GMT", 9)]
    [InlineData(HttpStatusCode.TooManyRequests, "Wed, 31 Dec 1969 00:00:00 GMT", 0)]
    [InlineData(HttpStatusCode.ServiceUnavailable, null, 0)]
    [InlineData(HttpStatusCode.Found, "7", 0)]
    public void A_server_is_asked_again_when_it_said(HttpStatusCode status, string? retryAfter, int seconds)
    {
        using var response = new HttpResponseMessage(status);
        if (retryAfter is not null) response.Headers.Add("Retry-After", retryAfter);

        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPolicy.Told(response, DateTimeOffset.UnixEpoch));
    }

    [Property]
    public bool Nobody_comes_before_he_was_told_to_nor_stays_away_for_a_day(int failures, ushort chance, uint told)
    {
        var least = TimeSpan.FromSeconds(Math.Min(told, RetryPolicy.LongestTold.TotalSeconds));
        return RetryPolicy.WaitAfter(failures, chance / 65536.0, TimeSpan.FromSeconds(told)) is var wait && wait >= least && wait < least + TimeSpan.FromSeconds(2);
    }

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

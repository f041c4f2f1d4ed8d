using System.Net;
using System.Text.Json;
using Messenger.Contracts;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit;

namespace Messenger.Tests.Connections;

public sealed class LettingConnectionsIn(LettingConnectionsIn.Narrow host) : IClassFixture<LettingConnectionsIn.Narrow>
{
    /// <summary>A host with little room.</summary>
    public sealed class Narrow : TestHost
    {
        public Narrow(PgServer server)
            : base(server)
        {
            Settings["Connections:PerUser"] = "10";
            Settings["Connections:NewPerSecond"] = "1";
            Settings["Connections:NewAtOnce"] = "30";
        }
    }

    [Fact]
    public async Task One_user_has_so_many_connections_and_no_more_until_one_closes_and_a_crowd_is_told_when_to_come_back()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var connections = new List<HubConnection>();
        for (var i = 0; i < 10; i++) connections.Add(await ann.ConnectAsync());

        using var oneMore = await ann.NegotiateAsync();
        await connections[0].DisposeAsync();
        await Eventually.TrueAsync(async () =>
        {
            using var again = await ann.NegotiateAsync();
            return again.IsSuccessStatusCode;
        });

        Assert.Equal(HttpStatusCode.TooManyRequests, oneMore.StatusCode);
        Assert.Equal(ErrorCode.RateLimited, await Employee.RefusalAsync(oneMore));
        Assert.True(oneMore.Headers.RetryAfter!.Delta > TimeSpan.Zero);

        // The crowd: the places are given one after the other.
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 60; i++)
        {
            using var answer = await bob.NegotiateAsync();
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable) continue;
            Assert.Equal(ErrorCode.UnavailableRetry, await Employee.RefusalAsync(answer));
            waits.Add(answer.Headers.RetryAfter!.Delta!.Value);
        }
        Assert.NotEmpty(waits);
        Assert.True(waits.Distinct().Count() > waits.Count / 4);
        Assert.All(waits, w => Assert.InRange(w, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(31)));
    }

    [Fact]
    public async Task The_answer_to_a_negotiation_offers_no_stateful_reconnect_and_no_other_address()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        JsonElement? negotiated = null;

        await Eventually.TrueAsync(async () =>
        {
            using var answer = await ann.NegotiateAsync();
            if (!answer.IsSuccessStatusCode) return false;
            negotiated = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
            return true;
        });

        Assert.False(negotiated!.Value.TryGetProperty("useStatefulReconnect", out var stateful) && stateful.GetBoolean());
        Assert.False(negotiated.Value.TryGetProperty("url", out var url) && url.ValueKind != JsonValueKind.Null);
    }
}

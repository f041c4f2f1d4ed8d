using System.Net;
using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit;

namespace Messenger.Tests.Connections;

public sealed class LimitingVerbs(LimitingVerbs.Strict host) : IClassFixture<LimitingVerbs.Strict>
{
    /// <summary>A host on which a user reads little.</summary>
    public sealed class Strict : TestHost
    {
        public Strict(PgServer server)
            : base(server)
        {
            Settings["Limits:Read:PerSecond"] = "0.01";
            Settings["Limits:Read:AtOnce"] = "5";
        }
    }

    [Fact]
    public async Task All_devices_of_a_user_together_do_so_much_and_others_and_other_verbs_are_not_touched()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var elsewhere = await company.AtAnotherDeviceAsync(ann);
        var (first, second) = (await ann.ConnectAsync(), await elsewhere.ConnectAsync());

        var answers = new List<Reply<SyncResult>>();
        for (var i = 0; i < 4; i++) answers.AddRange(await SyncAsync(first), await SyncAsync(second));
        using var byRest = await ann.RequestAsync(HttpMethod.Get, "sync");
        using var others = await bob.RequestAsync(HttpMethod.Get, "sync");
        using var other = await ann.RequestAsync(HttpMethod.Post, "conversations", new StartConversation { Kind = ConversationKind.Direct, UserId = bob.Id });

        var refused = answers.Where(a => a.Error is not null).ToList();
        Assert.InRange(refused.Count, 3, 7); // a sign-in may read too
        Assert.All(refused, a => Assert.Equal(ErrorCode.RateLimited, a.Error!.Code));
        Assert.All(refused, a => Assert.True(a.Error!.RetryAfterMilliseconds > 1_000));
        Assert.Equal(HttpStatusCode.TooManyRequests, byRest.StatusCode);
        Assert.Equal(ErrorCode.RateLimited, await Employee.RefusalAsync(byRest));
        Assert.True(byRest.Headers.RetryAfter!.Delta > TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, others.StatusCode);
        Assert.Equal(HttpStatusCode.Created, other.StatusCode);
    }

    static Task<Reply<SyncResult>> SyncAsync(HubConnection connection) =>
        connection.InvokeAsync<Reply<SyncResult>>("Sync", new Sync(), TestContext.Current.CancellationToken);
}

using Messenger.Contracts;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Messages;
using Messenger.Hubs.Backplane;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit;

namespace Messenger.Tests.Nodes;

/// <summary>Redis holds nothing that cannot be lost: without it each node serves its own, and afterwards all catch up.</summary>
public sealed class LosingRedis(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_node_goes_on_alone_and_when_Redis_is_back_everyone_is_told_to_catch_up(bool hangs)
    {
        await using var company = await Company.FoundAsync(nodes.First);
        var (ann, bob, carol) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"), await company.HireAsync("Carol", at: nodes.Second));
        var talk = (await ann.StartDirectAsync(bob)).Conversation.Id;
        var room = (await ann.StartGroupAsync("Room", bob, carol, company.Administrator)).Conversation.Id;
        using var early = new Received(await bob.ConnectAsync());
        var carols = await carol.ConnectAsync();
        using var carolSees = new Received(carols);
        await ann.PostAsync(room, "all is well");
        await carolSees.TextAsync("all is well");

        if (hangs) nodes.Redis.Hang();
        else nodes.Redis.Kill();
        await ann.PostAsync(talk, "as it goes");
        await nodes.WaitAsync(LinkState.Down);
        using var late = new Received(await (await company.AtAnotherDeviceAsync(bob)).ConnectAsync());
        await ann.PostAsync(talk, "to a user");
        await ann.PostAsync(room, "to a group");

        using var http = nodes.First.CreateClient();
        var health = await http.GetStringAsync("/health/ready", TestContext.Current.CancellationToken); // 200: the node still serves
        Assert.Contains("\"redis\":\"degraded\"", health, StringComparison.Ordinal);
        await early.TextAsync("as it goes");
        foreach (var device in (Received[])[early, late])
        {
            await device.TextAsync("to a user");
            await device.TextAsync("to a group");
        }
        Assert.DoesNotContain(carolSees.Messages, m => m.Text == "to a group");

        if (hangs) nodes.Redis.GoOn();
        else nodes.Redis.Start();
        foreach (var device in (Received[])[early, late, carolSees]) await device.FirstAsync<ResyncHint>(h => h.Reason == ResyncReason.Missed);
        await nodes.WaitAsync(LinkState.Up);
        await ann.PostAsync(room, "together again");
        foreach (var device in (Received[])[early, late, carolSees]) await device.TextAsync("together again");
        var synced = await carols.InvokeAsync<Reply<SyncResult>>("Sync", new Sync(), TestContext.Current.CancellationToken);
        Assert.Contains(synced.Value!.Heads, h => h.Conversation.Id == room && h.LastMessage?.Text == "together again");
    }

    [Fact]
    public async Task Who_is_removed_or_signed_out_meanwhile_gets_nothing_more_on_any_node()
    {
        await using var company = await Company.FoundAsync(nodes.First);
        var (ann, bob, carol, dan) = (await company.HireAsync("Ann"), await company.HireAsync("Bob", at: nodes.Second),
            await company.HireAsync("Carol", at: nodes.Second), await company.HireAsync("Dan", at: nodes.Second));
        var room = (await ann.StartGroupAsync("Room", bob, carol, dan)).Conversation.Id;
        using var bobSees = new Received(await bob.ConnectAsync());
        var carols = await carol.ConnectAsync();
        using var carolSees = new Received(carols);
        var dans = await dan.ConnectAsync();
        using var danSees = new Received(dans);
        var closed = new TaskCompletionSource();
        dans.Closed += _ => Task.FromResult(closed.TrySetResult());
        await ann.PostAsync(room, "before");
        await bobSees.TextAsync("before");

        nodes.Redis.Kill();
        await nodes.WaitAsync(LinkState.Down);
        await ann.SendAsync(HttpMethod.Delete, $"conversations/{room}/members/{bob.Id}");
        await company.Administrator.SendAsync(HttpMethod.Delete, $"admin/users/{dan.Id}/sessions/{dan.SessionId}");
        await carol.PostAsync(room, "on the node that does not know");
        nodes.Redis.Start();
        await nodes.WaitAsync(LinkState.Up);
        await ann.PostAsync(room, "with Redis again");

        // Carol's node has missed the removal: it delivers late, after her sync, and to her only.
        await carolSees.FirstAsync<ResyncHint>(h => h.Reason == ResyncReason.Missed);
        await carols.InvokeAsync<Reply<SyncResult>>("Sync", new Sync(), TestContext.Current.CancellationToken);
        await ann.PostAsync(room, "to whoever is a member");
        await carolSees.TextAsync("to whoever is a member");
        await ann.PostAsync((await ann.StartDirectAsync(bob)).Conversation.Id, "to you");
        await bobSees.TextAsync("to you");
        Assert.Equal(["before", "to you"], bobSees.Messages.Select(m => m.Text).OfType<string>());

        await closed.Task.WaitAsync(2 * Employee.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(SessionEndReason.EndedByAdministrator, Assert.Single(danSees.All<SessionEnd>()).Reason);
    }

    [Fact]
    public async Task A_node_starts_without_it()
    {
        await using var redis = new RedisServer();
        redis.Kill();
        await using var node = TestHost.On(nodes.First.Database);
        TwoNodes.Configure(node, redis);

        await node.InitializeAsync();
        await using var company = await Company.FoundAsync(node);
        var ann = await company.HireAsync("Ann");
        using var sees = new Received(await ann.ConnectAsync());
        await ann.PostAsync((await ann.StartDirectAsync(ann)).Conversation.Id, "note");

        await sees.TextAsync("note");
    }
}

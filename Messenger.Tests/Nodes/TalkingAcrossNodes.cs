using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Presence;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit;

namespace Messenger.Tests.Nodes;

/// <summary>What one node does, the clients of the other see.</summary>
public sealed class TalkingAcrossNodes(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [Fact]
    public async Task A_small_conversation_is_live_across_nodes_with_typing_reading_presence_and_ones_own_other_devices()
    {
        await using var company = await Company.FoundAsync(nodes.First);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob", at: nodes.Second));
        var talk = (await ann.StartDirectAsync(bob)).Conversation.Id;
        var anns = await ann.ConnectAsync();
        using var annSees = new Received(anns);
        using var annsOtherDevice = new Received(await (await company.AtAnotherDeviceAsync(ann, nodes.Second)).ConnectAsync());
        var bobs = await bob.ConnectAsync(messagePack: true);
        using var bobSees = new Received(bobs);

        var watched = await anns.InvokeAsync<Reply<PresenceList>>("WatchPresence", new WatchPresence { UserIds = [bob.Id], ConversationId = talk }, Token);
        await ann.PostAsync(talk, "over there");
        await bobSees.TextAsync("over there");
        await annsOtherDevice.TextAsync("over there");
        await bobs.InvokeAsync<Reply<Done>>("SetTyping", new SetTyping { ConversationId = talk, Active = true }, Token);
        await bobs.InvokeAsync<Reply<ReadState>>("MarkRead", new MarkRead { ConversationId = talk, Seq = 1 }, Token);
        await ann.SendAsync(HttpMethod.Put, $"conversations/{talk}/read", new ReadBody { Seq = 1 });

        await annSees.FirstAsync<TypingState>(t => t.UserId == bob.Id && t.Active);
        await annSees.FirstAsync<ReadState>(r => r.UserId == bob.Id && r.Seq == 1);
        await annsOtherDevice.FirstAsync<ReadState>(r => r.UserId == ann.Id && r.Unread == 0);
        if (Assert.Single(watched.Value!.Users).State != PresenceState.Online)
            await annSees.FirstAsync<UserPresence>(p => p.UserId == bob.Id && p.State == PresenceState.Online);
        await bobs.StopAsync(Token);
        await annSees.FirstAsync<UserPresence>(p => p.UserId == bob.Id && p is { State: PresenceState.Offline, LastSeenAt: not null });
    }

    [Fact]
    public async Task A_large_conversation_is_live_across_nodes_for_those_who_were_there_and_those_who_come()
    {
        await using var company = await Company.FoundAsync(nodes.First);
        var (ann, bob, carol, dan, eve) = (await company.HireAsync("Ann"), await company.HireAsync("Bob", at: nodes.Second),
            await company.HireAsync("Carol"), await company.HireAsync("Dan", at: nodes.Second), await company.HireAsync("Eve", at: nodes.Second));
        var room = (await ann.StartGroupAsync("Room", bob, carol)).Conversation.Id;
        var bobs = await bob.ConnectAsync();
        using var bobSees = new Received(bobs);
        var eves = await eve.ConnectAsync();
        using var eveSees = new Received(eves);
        await ann.PostAsync(room, "as users");
        await bobSees.TextAsync("as users");

        await ann.SendAsync(HttpMethod.Post, $"conversations/{room}/members", new AddMembers { UserIds = [dan.Id, eve.Id] });
        await bobSees.FirstAsync<ResyncHint>(h => h.Reason == ResyncReason.ConversationsChanged);
        await eveSees.FirstAsync<ResyncHint>(h => h.Reason == ResyncReason.ConversationsChanged);
        await SyncAsync(bobs);
        await SyncAsync(eves);
        using var danSees = new Received(await dan.ConnectAsync());
        await ann.PostAsync(room, "as a group");

        await bobSees.TextAsync("as a group");
        await danSees.TextAsync("as a group");
        await eveSees.TextAsync("as a group");
    }

    [Fact]
    public async Task Who_is_removed_from_a_large_conversation_receives_nothing_more_and_the_others_go_on()
    {
        await using var company = await Company.FoundAsync(nodes.First);
        var (ann, bob, carol, dan) = (await company.HireAsync("Ann"), await company.HireAsync("Bob", at: nodes.Second),
            await company.HireAsync("Carol", at: nodes.Second), await company.HireAsync("Dan"));
        var eve = await company.HireAsync("Eve");
        var room = (await ann.StartGroupAsync("Room", bob, carol, dan, eve)).Conversation.Id;
        using var bobSees = new Received(await bob.ConnectAsync());
        using var carolSees = new Received(await carol.ConnectAsync());
        using var danSees = new Received(await dan.ConnectAsync());
        await ann.PostAsync(room, "before");
        await bobSees.TextAsync("before");

        await ann.SendAsync(HttpMethod.Delete, $"conversations/{room}/members/{bob.Id}");
        await ann.PostAsync(room, "after");
        foreach (var (sees, who) in ((Received, string)[])[(carolSees, "Carol"), (danSees, "Dan")])
        {
            await sees.FirstAsync<ConversationChanges>(c => c.Messages.Any(m => m.System?.Event == SystemEvent.MemberRemoved));
            await sees.TextAsync("after");
        }
        var direct = (await ann.StartDirectAsync(bob)).Conversation.Id;
        await ann.PostAsync(direct, "to you");
        await bobSees.TextAsync("to you");

        Assert.DoesNotContain(bobSees.Messages, m => m.Text == "after" || m.System?.Event == SystemEvent.MemberRemoved);
    }

    [Fact]
    public async Task A_session_that_ends_on_one_node_is_closed_on_the_other_and_refused_there_at_once()
    {
        await using var company = await Company.FoundAsync(nodes.First);
        var ann = await company.HireAsync("Ann");
        var elsewhere = await company.AtAnotherDeviceAsync(ann, nodes.Second);
        var connection = await elsewhere.ConnectAsync();
        using var sees = new Received(connection);
        var closed = new TaskCompletionSource();
        connection.Closed += _ => Task.FromResult(closed.TrySetResult());
        await elsewhere.SyncAsync();

        await ann.SendAsync(HttpMethod.Delete, $"sessions/{elsewhere.SessionId}");

        Assert.Equal(SessionEndReason.EndedByUser, (await sees.FirstAsync<SessionEnd>(_ => true)).Reason);
        await closed.Task.WaitAsync(Employee.Patience, Token);
        Assert.Equal(ErrorCode.NotSignedIn, await elsewhere.RefusalAsync(HttpMethod.Get, "sync"));
    }

    static CancellationToken Token => TestContext.Current.CancellationToken;

    static Task<Reply<SyncResult>> SyncAsync(HubConnection connection) => connection.InvokeAsync<Reply<SyncResult>>("Sync", new Sync(), Token);
}

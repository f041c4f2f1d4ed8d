using Messenger.Contracts;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Presence;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit;

namespace Messenger.Tests.Messages;

/// <summary>Live delivery and its end, by the wire.</summary>
public sealed class TalkingLive(TestHost host) : IClassFixture<TestHost>
{
    [Theory]
    [InlineData(HttpTransportType.WebSockets, false)]
    [InlineData(HttpTransportType.WebSockets, true)]
    [InlineData(HttpTransportType.ServerSentEvents, false)]
    [InlineData(HttpTransportType.LongPolling, false)]
    [InlineData(HttpTransportType.LongPolling, true)]
    public async Task Two_people_talk_see_typing_reading_and_presence(HttpTransportType transport, bool messagePack)
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var talk = (await ann.StartDirectAsync(bob)).Conversation.Id;
        var anns = await ann.ConnectAsync(transport, messagePack);
        using var annSees = new Received(anns);
        var watched = await anns.InvokeAsync<Reply<PresenceList>>("WatchPresence", new WatchPresence { UserIds = [bob.Id], ConversationId = talk }, TestContext.Current.CancellationToken);
        var bobs = await bob.ConnectAsync(transport, messagePack);
        using var bobSees = new Received(bobs);

        var posted = await anns.InvokeAsync<Reply<Message>>(
            "Post", new PostMessage { ConversationId = talk, ClientMessageId = Employee.NewId(), Text = "你好, Bob 👋" }, TestContext.Current.CancellationToken);
        var pushed = await bobSees.TextAsync("你好, Bob 👋");
        await bobs.InvokeAsync<Reply<Done>>("SetTyping", new SetTyping { ConversationId = talk, Active = true }, TestContext.Current.CancellationToken);
        await bobs.InvokeAsync<Reply<ReadState>>("MarkRead", new MarkRead { ConversationId = talk, Seq = 1 }, TestContext.Current.CancellationToken);

        Assert.Equal(PresenceState.Offline, Assert.Single(watched.Value!.Users).State);
        Assert.Equal(posted.Value, Assert.Single(pushed.Messages));
        Assert.Equal((posted.Value!.Version - 1, posted.Value.Version), (pushed.After, pushed.Version));
        await annSees.FirstAsync<UserPresence>(p => p.UserId == bob.Id && p.State == PresenceState.Online);
        await annSees.FirstAsync<TypingState>(t => t.UserId == bob.Id && t.Active);
        Assert.Null((await annSees.FirstAsync<ReadState>(r => r.UserId == bob.Id && r.Seq == 1)).Unread);
        await annSees.TextAsync("你好, Bob 👋");
    }

    [Fact]
    public async Task What_one_connection_sends_without_waiting_stands_in_the_order_in_which_it_was_sent()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;
        var connection = await ann.ConnectAsync();

        var replies = await Task.WhenAll(Enumerable.Range(1, 400).Select(i => connection.InvokeAsync<Reply<Message>>(
            "Post", new PostMessage { ConversationId = notes, ClientMessageId = Employee.NewId(), Text = $"{i}" }, TestContext.Current.CancellationToken)));

        Assert.Equal(Enumerable.Range(1, 400).Select(i => ((long)i, $"{i}")), replies.Select(r => (r.Value!.Seq, r.Value.Text!)));
    }

    [Fact]
    public async Task A_removed_member_receives_nothing_more()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob, carol) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"), await company.HireAsync("Carol"));
        var room = (await ann.StartGroupAsync("Room", bob, carol)).Conversation.Id;
        var bobs = await bob.ConnectAsync();
        using var bobSees = new Received(bobs);
        using var carolSees = new Received(await carol.ConnectAsync());
        await bobs.InvokeAsync<Reply<PresenceList>>("WatchPresence", new WatchPresence { UserIds = [], ConversationId = room }, TestContext.Current.CancellationToken);
        await ann.PostAsync(room, "before");
        await bobSees.TextAsync("before");

        await ann.SendAsync(HttpMethod.Delete, $"conversations/{room}/members/{bob.Id}");
        await ann.PostAsync(room, "after");
        await ann.SendAsync(HttpMethod.Post, $"conversations/{room}/typing", new TypingBody { Active = true });
        await carolSees.TextAsync("after");
        // What is sent to Bob later arrives later: when this has come, the rest would have.
        var direct = (await ann.StartDirectAsync(bob)).Conversation.Id;
        await ann.PostAsync(direct, "to you");
        await bobSees.TextAsync("to you");

        await bobSees.FirstAsync<ResyncHint>(h => h.Reason == ResyncReason.ConversationsChanged);
        Assert.DoesNotContain(bobSees.Messages, m => m.Text == "after" || m.System?.Event == SystemEvent.MemberRemoved);
        Assert.Empty(bobSees.All<TypingState>());
    }

    [Theory]
    [InlineData("self", SessionEndReason.EndedByUser)]
    [InlineData("administrator", SessionEndReason.EndedByAdministrator)]
    [InlineData("deactivation", SessionEndReason.Deactivated)]
    [InlineData("sign-out", SessionEndReason.SignedOut)]
    public async Task Ending_a_session_tells_and_closes_its_connections_and_no_other(string how, SessionEndReason reason)
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var phone = await company.AtAnotherDeviceAsync(ann);
        var lost = await phone.ConnectAsync();
        using var phoneSees = new Received(lost);
        var closed = new TaskCompletionSource();
        lost.Closed += _ => Task.FromResult(closed.TrySetResult());
        var kept = await ann.ConnectAsync();

        await (how switch
        {
            "self" => ann.SendAsync(HttpMethod.Delete, $"sessions/{phone.SessionId}"),
            "administrator" => company.Administrator.SendAsync(HttpMethod.Delete, $"admin/users/{ann.Id}/sessions/{phone.SessionId}"),
            "deactivation" => company.Administrator.SendAsync(HttpMethod.Post, $"admin/users/{ann.Id}/deactivate"),
            _ => phone.SendAsync(HttpMethod.Delete, "session"),
        });

        Assert.Equal(reason, (await phoneSees.FirstAsync<SessionEnd>(_ => true)).Reason);
        await closed.Task.WaitAsync(Employee.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(ErrorCode.NotSignedIn, await phone.RefusalAsync(HttpMethod.Get, "session"));
        if (how != "deactivation") Assert.Equal(HubConnectionState.Connected, kept.State);
    }

    [Theory]
    [InlineData(HttpTransportType.WebSockets, "https://evil.example")]
    [InlineData(HttpTransportType.WebSockets, "null")]
    [InlineData(HttpTransportType.ServerSentEvents, "https://evil.example")]
    [InlineData(HttpTransportType.LongPolling, "https://evil.example")]
    [InlineData(HttpTransportType.LongPolling, "http://localhost.evil.example")]
    public async Task A_page_of_another_origin_gets_no_connection(HttpTransportType transport, string origin)
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => ann.ConnectAsync(transport, origin: origin));

        Assert.Equal(System.Net.HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Without_negotiation_too_no_foreign_page_gets_in(string method)
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = ann.Cookies }) { BaseAddress = host.Address };

        foreach (var origin in (string?[])["https://evil.example", null])
        {
            using var request = new HttpRequestMessage(new(method), "/hubs/messenger?id=x");
            if (origin is not null) request.Headers.Add("Origin", origin);
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(ErrorCode.OriginRefused, await Employee.RefusalAsync(answer));
        }
    }
}

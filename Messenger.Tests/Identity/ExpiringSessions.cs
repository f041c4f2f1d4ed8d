using Messenger.Contracts;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Messages;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Messenger.Tests.Identity;

/// <summary>The ends of a session that nobody brings about.</summary>
public sealed class ExpiringSessions(PgServer server) : IAsyncLifetime
{
    readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    readonly TestHost _host = new(server);
    Company _company = null!;

    public async ValueTask InitializeAsync()
    {
        _host.Clock = _clock;
        await _host.InitializeAsync();
        _company = await Company.FoundAsync(_host);
    }

    public async ValueTask DisposeAsync()
    {
        await _company.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_session_that_is_not_used_for_thirty_days_is_over_for_requests_and_connections()
    {
        var ann = await _company.HireAsync("Ann");
        var connection = await ConnectAsync(ann);
        using var sees = new Received(connection);
        var closed = ClosingOf(connection);

        _clock.Advance(TimeSpan.FromDays(30) + TimeSpan.FromSeconds(1));

        Assert.Equal(SessionEndReason.Expired, (await sees.FirstAsync<SessionEnd>(_ => true)).Reason);
        await closed.WaitAsync(Employee.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(ErrorCode.NotSignedIn, await ann.RefusalAsync(HttpMethod.Get, "session"));
        await Assert.ThrowsAsync<HttpRequestException>(() => ann.ConnectAsync());
    }

    [Fact]
    public async Task A_session_is_over_after_ninety_days_however_much_it_is_used()
    {
        var ann = await _company.HireAsync("Ann");
        var connection = await ConnectAsync(ann);
        using var sees = new Received(connection);
        var closed = ClosingOf(connection);
        for (var day = 20; day < 90; day += 20)
        {
            _clock.Advance(TimeSpan.FromDays(20));
            Assert.Equal(ann.SessionId, (await ann.SendAsync<SignedIn>(HttpMethod.Get, "session")).SessionId);
            await Eventually.TrueAsync(async () =>
                new DateTimeOffset(await _host.Database.AskAsync<DateTime>($"select last_seen_at from sessions where id = '{ann.SessionId}'")) > _clock.GetUtcNow().AddDays(-1));
        }

        _clock.Advance(TimeSpan.FromDays(10) + TimeSpan.FromSeconds(1));

        Assert.Equal(SessionEndReason.Expired, (await sees.FirstAsync<SessionEnd>(_ => true)).Reason);
        await closed.WaitAsync(Employee.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(ErrorCode.NotSignedIn, await ann.RefusalAsync(HttpMethod.Get, "session"));
    }

    [Fact]
    public async Task An_open_connection_is_refused_before_it_is_closed()
    {
        var ann = await _company.HireAsync("Ann");
        var talk = (await ann.StartGroupAsync("Room")).Conversation.Id;
        var connection = await ConnectAsync(ann);
        await _host.Database.RunAsync($"update sessions set expires_at = '{_clock.GetUtcNow():u}' where id = '{ann.SessionId}'");

        _clock.Advance(TimeSpan.FromSeconds(6)); // longer than a node remembers, shorter than the next look at all connections
        var reply = await connection.InvokeAsync<Reply<Message>>(
            "Post", new PostMessage { ConversationId = talk, ClientMessageId = Employee.NewId(), Text = "late" }, TestContext.Current.CancellationToken);

        Assert.Equal(ErrorCode.NotSignedIn, reply.Error!.Code);
        Assert.Equal(ErrorCode.NotSignedIn, await ann.RefusalAsync(HttpMethod.Get, "session"));
    }

    /// <summary>A connection that the node has taken in: it answers.</summary>
    static async Task<HubConnection> ConnectAsync(Employee person)
    {
        var connection = await person.ConnectAsync();
        Assert.Null((await connection.InvokeAsync<Reply<SyncResult>>("Sync", new Sync(), TestContext.Current.CancellationToken)).Error);
        return connection;
    }

    static Task ClosingOf(HubConnection connection)
    {
        var closed = new TaskCompletionSource();
        connection.Closed += _ => Task.FromResult(closed.TrySetResult());
        return closed.Task;
    }
}

using Messenger.Contracts;
using Messenger.Contracts.Identity;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit;

namespace Messenger.Tests.Postgres;

/// <summary>PostgreSQL goes, freezes and comes back under a host that goes on in the same process.</summary>
public sealed class LosingPostgres
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData("fast")]
    [InlineData("immediate")]
    [InlineData("backend")]
    public async Task What_is_sent_across_a_restart_is_stored_once_and_every_acknowledgement_is_true(string how)
    {
        await using var postgres = await LonePostgres.StartAsync();
        await using var host = await StartAsync(postgres);
        await using var company = await Company.FoundAsync(host);
        var (ann, bob, carol) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"), await company.HireAsync("Carol"));
        var room = (await ann.StartGroupAsync("Room", bob, carol)).Conversation.Id;

        var senders = PersistentSenders.Start(room, ann, bob, carol);
        await senders.UntilAsync(50);
        if (how == "backend") await postgres.KillBackendAsync();
        else await postgres.RestartAsync(how);
        await senders.UntilAsync(senders.Acknowledged + 50);

        await senders.StopAsync();
        await Health.UntilGoodAsync(host);
        await PersistentSenders.JudgeAsync(ann, room, [senders]);
        Assert.DoesNotContain(senders.Refusals, code => code != ErrorCode.UnavailableRetry);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_it_is_gone_everyone_is_told_to_retry_and_health_says_so_and_afterwards_all_goes_on(bool freezes)
    {
        await using var postgres = await LonePostgres.StartAsync();
        await using var host = await StartAsync(postgres);
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var talk = (await ann.StartDirectAsync(bob)).Conversation.Id;
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        var bobs = await bob.ConnectAsync();
        using var bobSees = new Received(bobs);
        await ann.PostAsync(talk, "before");
        await bobSees.TextAsync("before");

        if (freezes) postgres.Freeze();
        else await postgres.KillAsync();
        var id = Employee.NewId();
        Assert.Equal(ErrorCode.UnavailableRetry, await ann.RefusalAsync(HttpMethod.Post, $"conversations/{talk}/messages", Body(id)).WaitAsync(Soon, TestContext.Current.CancellationToken));
        Assert.Equal(ErrorCode.UnavailableRetry, await ann.RefusalAsync(HttpMethod.Get, $"conversations/{talk}/messages").WaitAsync(Soon, TestContext.Current.CancellationToken));
        Assert.Equal(ErrorCode.UnavailableRetry, await ann.RefusalAsync(HttpMethod.Patch, $"conversations/{room}", new Contracts.Conversations.UpdateConversation { Title = "Hall" })
            .WaitAsync(Soon, TestContext.Current.CancellationToken));
        Assert.Equal(ErrorCode.UnavailableRetry, await new Employee(host).RefusalAsync(HttpMethod.Post, "session", new SignIn { UserName = ann.UserName, Password = "whatever it is" })
            .WaitAsync(Soon, TestContext.Current.CancellationToken));
        var reply = await bobs.InvokeAsync<Reply<Contracts.Messages.Message>>("Post",
            new Contracts.Messages.PostMessage { ConversationId = talk, ClientMessageId = Employee.NewId(), Text = "over the hub" }, TestContext.Current.CancellationToken)
            .WaitAsync(Soon, TestContext.Current.CancellationToken);
        Assert.Equal(ErrorCode.UnavailableRetry, reply.Error?.Code);
        await Health.UntilPostgresIsAsync(host, "failing");
        Assert.True(await Health.IsLiveAsync(host));

        if (freezes) postgres.Thaw();
        else await postgres.StartAgainAsync();
        await Health.UntilGoodAsync(host);
        await Eventually.TrueAsync(async () => await ann.RefusalAsync(HttpMethod.Post, $"conversations/{talk}/messages", Body(id)) is null);
        await bobSees.TextAsync("meanwhile");
        Assert.Equal(HubConnectionState.Connected, bobs.State);
        Assert.Single((await ann.ReadAsync(talk)).Messages, m => m.ClientMessageId == id);
    }

    [Fact]
    public async Task A_reader_does_not_notice_that_the_pooled_connections_were_cut()
    {
        await using var postgres = await LonePostgres.StartAsync();
        await using var host = await StartAsync(postgres);
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;
        await ann.PostAsync(notes, "kept");

        foreach (var read in (Func<Task>[])[() => ann.ReadAsync(notes), () => ann.ChangesAsync(notes, 0), () => ann.SyncAsync(), () => ann.SendAsync(HttpMethod.Get, "conversations")])
        {
            await CutAllAsync(postgres.Database);
            await read(); // throws when it is refused
        }
        await CutAllAsync(postgres.Database);
        await ann.PostAsync(notes, "and written");

        Assert.Equal(["kept", "and written"], (await ann.ReadAsync(notes)).Messages.Select(m => m.Text!));
    }

    /// <summary>A host on a database that it does not own and that may be away for long.</summary>
    static async Task<TestHost> StartAsync(LonePostgres postgres)
    {
        var host = TestHost.On(postgres.Database);
        host.Settings["Logging:LogLevel:Default"] = "None"; // it has much to say here
        await host.InitializeAsync();
        return host;
    }

    static async Task CutAllAsync(TestDatabase database)
    {
        await using var connection = new Npgsql.NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new Npgsql.NpgsqlCommand("select pg_terminate_backend(pid, 10000) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    static Contracts.Messages.PostBody Body(Guid id) => new() { ClientMessageId = id, Text = "meanwhile" };
}

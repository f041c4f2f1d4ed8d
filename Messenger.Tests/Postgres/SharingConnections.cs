using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;
using Messenger.Domain.Messages;
using Messenger.Infrastructure.Postgres;
using Messenger.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Messenger.Tests.Postgres;

/// <summary>Readers, writers and strangers want the same database: nobody waits for ever, and the log goes first.</summary>
public sealed class SharingConnections(PgServer server)
{
    [Fact]
    public async Task Readers_that_use_up_their_pool_are_told_to_retry_and_do_not_keep_the_log_from_writing()
    {
        await using var host = new TestHost(server);
        host.Settings["Postgres:ReaderConnections"] = "2";
        host.Settings["Postgres:ConnectTimeout"] = "00:00:01";
        host.Settings["Logging:LogLevel:Default"] = "None";
        await host.InitializeAsync();
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;
        var poster = host.Services.GetRequiredService<MessagePoster>();

        await Health.UntilGoodAsync(host); // the first question is also whether migrations are missing
        var readers = host.Services.GetRequiredService<ConnectionPools>().Ordinary;
        await using (await readers.OpenAsync(TestContext.Current.CancellationToken))
        await using (await readers.OpenAsync(TestContext.Current.CancellationToken))
        {
            var posted = await poster.PostAsync(ann.Id, Say(notes), TestContext.Current.CancellationToken);
            Assert.True(posted.IsOk(out _, out _));
            using var refused = await ann.RequestAsync(HttpMethod.Get, $"conversations/{notes}/messages");
            Assert.Equal(ErrorCode.UnavailableRetry, await Employee.RefusalAsync(refused));
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)); // and not when the client's pauses have doubled
            Assert.DoesNotContain("failing", (await Health.OfAsync(host)).Values);
        }

        Assert.Single((await ann.ReadAsync(notes)).Messages);
    }

    [Fact]
    public async Task A_server_without_a_connection_to_spare_still_takes_messages()
    {
        await using var postgres = await LonePostgres.StartAsync(new() { ["max_connections"] = "30" });
        await using var host = TestHost.On(postgres.Database);
        host.Settings["Logging:LogLevel:Default"] = "None";
        await host.InitializeAsync();
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;
        var poster = host.Services.GetRequiredService<MessagePoster>();
        host.Services.GetRequiredService<ConnectionPools>().Ordinary.Database.Clear();

        var held = await HoldAllAsync(postgres.Database);
        var posted = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => poster.PostAsync(ann.Id, Say(notes), TestContext.Current.CancellationToken)));
        Assert.All(posted, p => Assert.True(p.IsOk(out _, out _)));
        Assert.Equal(ErrorCode.UnavailableRetry, await ann.RefusalAsync(HttpMethod.Get, $"conversations/{notes}/messages"));
        foreach (var connection in held) await connection.DisposeAsync();

        await Eventually.TrueAsync(async () => await ann.RefusalAsync(HttpMethod.Get, $"conversations/{notes}/messages") is null);
        Assert.Equal(20, (await ann.ReadAsync(notes)).Messages.Count);
    }

    [Fact]
    public async Task Whoever_needs_a_locked_conversation_is_told_to_retry_and_the_others_do_not_wait()
    {
        await using var host = new TestHost(server);
        await host.InitializeAsync();
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        var others = (await ann.StartGroupAsync("Others", bob)).Conversation.Id;
        var id = Employee.NewId();

        await using var connection = await host.Database.ConnectAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var hold = new NpgsqlCommand("select 1 from conversations where id = $1 for update", connection) { Parameters = { new() { Value = room } } };
        await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ErrorCode.UnavailableRetry,
            await ann.RefusalAsync(HttpMethod.Post, $"conversations/{room}/messages", new PostBody { ClientMessageId = id, Text = "locked" }));
        Assert.Equal(ErrorCode.UnavailableRetry, await ann.RefusalAsync(HttpMethod.Patch, $"conversations/{room}", new UpdateConversation { Title = "Hall" }));
        await bob.PostAsync(others, "not locked");
        await ann.ReadAsync(room);
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);

        await ann.SendAsync(HttpMethod.Patch, $"conversations/{room}", new UpdateConversation { Title = "Hall" });
        await ann.PostAsync(room, "locked", id);
        var log = (await ann.ReadAsync(room)).Messages;
        Assert.Equal([SystemEvent.GroupCreated, SystemEvent.TitleChanged], log.Select(m => m.System?.Event).OfType<SystemEvent>());
        Assert.Single(log, m => m.ClientMessageId == id);
    }

    static PostMessage Say(Guid conversation) => new() { ConversationId = conversation, ClientMessageId = Employee.NewId(), Text = "noted" };

    /// <summary>Takes connections until the server gives no more.</summary>
    static async Task<IReadOnlyList<NpgsqlConnection>> HoldAllAsync(TestDatabase database)
    {
        var held = new List<NpgsqlConnection>();
        while (true)
        {
            var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
            try
            {
                await connection.OpenAsync(TestContext.Current.CancellationToken);
                held.Add(connection);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                return held;
            }
        }
    }
}

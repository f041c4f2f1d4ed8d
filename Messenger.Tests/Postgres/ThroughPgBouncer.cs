using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Tests.Hosting;
using Npgsql;
using Xunit;

namespace Messenger.Tests.Postgres;

/// <summary>The hot paths behind PgBouncer in transaction mode, with fewer server connections than lanes.</summary>
public sealed class ThroughPgBouncer(PgServer server)
{
    const int Senders = 20;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Twenty_senders_and_as_many_readers_share_few_server_connections(int serverConnections)
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var pooler = await PgBouncer.StartAsync(database, serverConnections);
        await using var host = await StartAsync(pooler, database);
        await using var company = await Company.FoundAsync(host);
        var people = new List<Employee>();
        foreach (var name in (string[])["Ann", "Bob", "Carol", "Dan"]) people.Add(await company.HireAsync(name));
        var rooms = new List<Guid>();
        foreach (var person in people) rooms.Add((await person.StartGroupAsync("Room", people.Where(p => p != person))).Conversation.Id);

        var senders = rooms.SelectMany(room => Enumerable.Repeat(room, Senders / rooms.Count))
            .Select((room, i) => (Room: room, Sends: PersistentSenders.Start(room, people[i % people.Count]))).ToList();
        for (var round = 0; round < 5; round++)
            await Task.WhenAll(people.SelectMany((person, i) => (Task[])
            [
                person.SyncAsync(), person.ChangesAsync(rooms[0], 0), person.ReadAsync(rooms[1]),
                person.SendAsync(HttpMethod.Put, $"conversations/{rooms[2]}/read", new Contracts.Messages.ReadBody { Seq = 1 }),
                person.SendAsync(HttpMethod.Patch, $"conversations/{rooms[i]}", new UpdateConversation { Title = $"Room {round}" }),
                company.AtAnotherDeviceAsync(person),
            ]));
        foreach (var (_, sends) in senders) await sends.UntilAsync(20);
        // One judgement for each room: its senders together wrote all that is in it.
        foreach (var room in senders.GroupBy(s => s.Room))
        {
            foreach (var (_, sends) in room) await sends.StopAsync();
            await PersistentSenders.JudgeAsync(people[0], room.Key, room.Select(s => s.Sends));
        }
    }

    [Fact]
    public async Task A_pause_and_a_restart_of_PgBouncer_lose_nothing()
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var pooler = await PgBouncer.StartAsync(database, serverConnections: 2);
        await using var host = await StartAsync(pooler, database);
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        var senders = PersistentSenders.Start(room, ann, bob);
        await senders.UntilAsync(20);

        pooler.Pause();
        await Eventually.TrueAsync(() => senders.Refusals.Count > 0);
        await Health.UntilPostgresIsAsync(host, "failing");
        pooler.Resume();
        await senders.UntilAsync(senders.Acknowledged + 20);
        await pooler.RestartAsync();
        await senders.UntilAsync(senders.Acknowledged + 20);

        await senders.StopAsync();
        await PersistentSenders.JudgeAsync(ann, room, [senders]);
        Assert.Equal([ErrorCode.UnavailableRetry], senders.Refusals);
        await Health.UntilGoodAsync(host);
    }

    static async Task<TestHost> StartAsync(PgBouncer pooler, TestDatabase database)
    {
        var host = TestHost.On(pooler.Through(new NpgsqlConnectionStringBuilder(database.ConnectionString).Database!));
        host.Settings["Logging:LogLevel:Default"] = "None";
        await host.InitializeAsync();
        return host;
    }
}

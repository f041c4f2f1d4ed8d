using System.Text.Json;
using Messenger.Client;
using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Faults.Checking.Events;
using Messenger.Faults.Deployment;
using Messenger.Faults.Workload;
using Npgsql;

namespace Messenger.Faults.Recording;

/// <summary>Reads everything when all is quiet: by SQL, through each node, and as each user.</summary>
sealed class Finals(Cluster cluster, Company company, Crew crew, HistoryWriter history)
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    IEnumerable<Guid> Conversations => company.Groups.Append(company.Everybody).Select(g => g.Id);

    /// <summary>The newest seqs now.</summary>
    public async Task<Dictionary<Guid, long>> ReadHeadsAsync()
    {
        await using var database = NpgsqlDataSource.Create(cluster.Postgres.ConnectionString);
        await using var command = database.CreateCommand("select id, seq from conversations");
        await using var rows = await command.ExecuteReaderAsync();
        var heads = new Dictionary<Guid, long>();
        while (await rows.ReadAsync()) heads[rows.GetGuid(0)] = rows.GetInt64(1);
        return heads;
    }

    /// <summary>The logs, straight from the database.</summary>
    public async Task ReadLogsAsync(string source)
    {
        await using var database = NpgsqlDataSource.Create(cluster.Postgres.ConnectionString);
        foreach (var conversation in Conversations)
        {
            await using var command = database.CreateCommand("select seq, version, sender_id, client_message_id, text, system from messages where conversation_id = $1 order by seq");
            command.Parameters.Add(new() { Value = conversation });
            await using var rows = await command.ExecuteReaderAsync();
            var log = new List<Message>();
            while (await rows.ReadAsync()) log.Add(Read(rows, conversation));
            history.Write(new FinalLog { Source = source, Conversation = conversation, Rows = Rows.From(log) });
        }
    }

    /// <summary>The logs as each node answers with them.</summary>
    public async Task ReadNodesAsync()
    {
        for (var way = 1; way <= cluster.Nodes.Count; way++)
        {
            foreach (var group in company.Groups.Append(company.Everybody))
            {
                using var session = SessionOf(group.Members[1]);
                history.Write(new FinalLog { Source = cluster.Nodes[way - 1].Name, Conversation = group.Id, Rows = Rows.From(await ReadAllAsync(session.Api(way), group.Id)) });
            }
        }
    }

    /// <summary>Each user's heads, and beside them the cursors as the database has them.</summary>
    public async Task ReadHeadsOfUsersAsync()
    {
        var cursors = await ReadCursorsAsync();
        foreach (var user in company.Users)
        {
            using var session = SessionOf(user);
            SyncResult? page = null;
            do
            {
                page = await AskAsync(ct => session.Api(1).SyncAsync(new Contracts.Messages.Sync { Token = page?.Token }, ct));
                foreach (var head in page.Heads)
                {
                    var told = new FinalHead { User = user, Conversation = head.Conversation.Id, FirstSeq = head.FirstSeq, Seq = head.Seq, Read = head.ReadSeq, Unread = head.Unread };
                    history.Write(told);
                    if (cursors[(head.Conversation.Id, user)] is var stored && stored != told.Read) history.Write(told with { Read = stored });
                }
            }
            while (page.More);
        }
    }

    async Task<Dictionary<(Guid, Guid), long>> ReadCursorsAsync()
    {
        await using var database = NpgsqlDataSource.Create(cluster.Postgres.ConnectionString);
        await using var command = database.CreateCommand("select conversation_id, user_id, read_seq from members");
        await using var rows = await command.ExecuteReaderAsync();
        var cursors = new Dictionary<(Guid, Guid), long>();
        while (await rows.ReadAsync()) cursors[(rows.GetGuid(0), rows.GetGuid(1))] = rows.GetInt64(2);
        return cursors;
    }

    DeviceSession SessionOf(Guid user) =>
        new(crew.Devices.First(d => d.User == user && d.Kind == DeviceKind.Talker), cluster.Address, [.. cluster.Nodes.Select(n => n.Address)]);

    static async Task<List<Message>> ReadAllAsync(MessengerApi api, Guid conversation)
    {
        var log = new List<Message>();
        MessagePage page;
        do
        {
            var after = log.Count == 0 ? 0 : log[^1].Seq;
            page = await AskAsync(ct => api.GetMessagesAsync(new GetMessages { ConversationId = conversation, After = after, Limit = 200 }, ct));
            log.AddRange(page.Messages);
        }
        while (page.HasAfter && page.Messages.Count > 0);
        return log;
    }

    static async Task<T> AskAsync<T>(Func<CancellationToken, Task<Reply<T>>> ask)
        where T : class
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var (phase, value, code) = await Tries.UntilKnownAsync(ask, Limit, late.Token);
        return value ?? throw new InvalidOperationException($"A final read was answered with {phase} {code}.");
    }

    static Message Read(NpgsqlDataReader row, Guid conversation) => new()
    {
        ConversationId = conversation,
        Seq = row.GetInt64(0),
        Version = row.GetInt64(1),
        Kind = row.IsDBNull(5) ? MessageKind.Text : MessageKind.System,
        SenderId = row.GetGuid(2),
        ClientMessageId = row.IsDBNull(3) ? null : row.GetGuid(3),
        PostedAt = default,
        Text = row.IsDBNull(4) ? null : row.GetString(4),
        System = row.IsDBNull(5) ? null : JsonSerializer.Deserialize(row.GetString(5), ContractsJson.Default.SystemEntry),
    };
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Messenger.Bench.Measuring;
using Messenger.Bench.Targets;
using Microsoft.AspNetCore.SignalR.Client;
using Npgsql;
using NpgsqlTypes;

namespace Messenger.Bench.Rows;

/// <summary>Row 9: a client that was away, and one that reads a long log, beside the queries that read the same rows; and what it costs that everybody asks once a minute.</summary>
sealed class CatchingUp(Stage stage)
{
    const int Conversations = 500;
    const int Others = 1_000;
    const int Elsewhere = 50_000;
    const int Changed = 5;
    const int Behind = 10_000;
    const int Page = 100;

    /// <summary>So few that their texts never fill a reply before.</summary>
    const int MessagesPage = 50;

    const int ChangesPage = 200;
    const int CallsOfARound = 20;

    public async Task RunAsync()
    {
        foreach (var messages in stage.Quick ? (long[])[100_000] : [100_000, 1_000_000, 10_000_000]) await RunAsync(messages);
    }

    async Task RunAsync(long messages)
    {
        await using var rows = stage.Within();
        var postgres = await rows.PostgresAsync(string.Create(CultureInfo.InvariantCulture, $"catch-up-{messages}"));
        var messenger = rows.Own(await MessengerTarget.StartAsync(rows.Folder, rows.Ports, postgres, more: ["--Messages:MaxChangesBehind=20000"]));
        var staff = await Staff.HireAsync(postgres, 2 + Others);
        var groups = await staff.GroupAsync(postgres, Conversations, _ => [0, 1]);
        await FillAsync(postgres, groups, staff.Users, messages);
        var (user, log) = (staff.Users[0], groups[0]);
        var hub = rows.Own(new HubConnectionBuilder().WithUrl(new Uri(messenger.Addresses[0], "/hubs/messenger"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(staff.Tokens[0])).Build());
        await hub.StartAsync();
        await using var sql = new NpgsqlConnection(postgres.ConnectionString + ";Max Auto Prepare=20;Auto Prepare Min Usages=2");
        await sql.OpenAsync();

        var minuteAgo = await SyncAsync(hub, null);
        var horizon = await AskAsync<ulong>(sql, "select pg_snapshot_xmin(pg_current_snapshot())");
        await AskAsync<object>(sql, "update conversations set changed_xid = pg_current_xact_id() where id = any($1)", groups.Take(Changed).ToArray());
        await CompareAsync($"Sync of {Conversations} conversations after a month", () => SyncAsync(hub, null), () => HeadsAsync(sql, user, 0));
        await CompareAsync($"Sync of {Conversations} conversations after a minute, {Changed} changed", () => SyncAsync(hub, minuteAgo), () => HeadsAsync(sql, user, horizon));
        await CompareAsync($"{Behind} changes of one conversation", () => ChangesAsync(hub, log, messages - Behind), () => ChangedAsync(sql, log, messages - Behind));
        await CompareAsync("a page at the end", () => PageAsync(hub, log, messages + 1), () => BareAsync(sql, log, messages + 1));
        await CompareAsync("a page in the middle", () => PageAsync(hub, log, messages / 2), () => BareAsync(sql, log, messages / 2));

        async Task CompareAsync(string what, Func<Task> ours, Func<Task> bare)
        {
            var (ratios, mine, its) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = -1; round < stage.Rounds; round++)
            {
                var (a, b) = (await MedianAsync(ours), await MedianAsync(bare));
                if (round < 0) continue;
                mine.Add(a);
                its.Add(b);
                ratios.Add(a / b);
            }
            var ratio = Spread.Of(ratios);
            stage.Add(new(9, string.Create(CultureInfo.InvariantCulture, $"{what}, {messages:#,0} messages in its log: {Spread.Of(mine).Median:0.00} ms, the query alone {Spread.Of(its).Median:0.00} ms"), $"{ratio.Text()} ×", "≤ 2 ×", ratio.Median <= 2));
        }
    }

    static async Task<double> MedianAsync(Func<Task> work)
    {
        var times = new List<double>();
        for (var i = 0; i < CallsOfARound; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await work();
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
        return Spread.Of(times).Median;
    }

    /// <summary>All pages; answers the token with which one asks a minute later.</summary>
    public static async Task<string> SyncAsync(HubConnection hub, string? token)
    {
        while (true)
        {
            var sync = Value(token is null ? await hub.InvokeAsync<JsonElement>("Sync", new { }) : await hub.InvokeAsync<JsonElement>("Sync", new { token }));
            token = sync.GetProperty("token").GetString()!;
            if (!sync.GetProperty("more").GetBoolean()) return token;
        }
    }

    static async Task ChangesAsync(HubConnection hub, Guid conversationId, long since)
    {
        while (true)
        {
            var changes = Value(await hub.InvokeAsync<JsonElement>("GetChanges", new { conversationId, since }));
            since = changes.GetProperty("version").GetInt64();
            if (!changes.TryGetProperty("more", out var more) || !more.GetBoolean()) return;
        }
    }

    static async Task PageAsync(HubConnection hub, Guid conversationId, long before)
    {
        if (Value(await hub.InvokeAsync<JsonElement>("GetMessages", new { conversationId, before, limit = MessagesPage })).GetProperty("messages").GetArrayLength() != MessagesPage) throw new InvalidOperationException("That is no page.");
    }

    static JsonElement Value(JsonElement reply) => reply.TryGetProperty("value", out var value) ? value : throw new InvalidOperationException($"Refused: {reply}.");

    /// <summary>The heads in the same pages, with their last messages.</summary>
    static async Task HeadsAsync(NpgsqlConnection sql, Guid user, ulong since)
    {
        for (var offset = 0; offset < Conversations; offset += Page)
        {
            var read = await ReadAsync(sql, """
                select c.*, m.*, x.* from members m join conversations c on c.id = m.conversation_id left join messages x on x.conversation_id = c.id and x.seq = c.seq
                where m.user_id = $1 and m.left_at is null and c.changed_xid >= $2 order by c.active_at desc, c.id desc limit 100 offset $3
                """, user, new NpgsqlParameter { Value = since, NpgsqlDbType = NpgsqlDbType.Xid8 }, offset);
            if (read < Page) return;
        }
    }

    static async Task ChangedAsync(NpgsqlConnection sql, Guid conversation, long since)
    {
        for (var done = 0; done < Behind; done += ChangesPage)
            await ReadAsync(sql, "select * from messages where conversation_id = $1 and version > $2 order by version limit 200", conversation, since + done);
    }

    static Task<int> BareAsync(NpgsqlConnection sql, Guid conversation, long before) =>
        ReadAsync(sql, "select * from messages where conversation_id = $1 and seq < $2 order by seq desc limit 50", conversation, before);

    /// <summary>Reads every column of every row, as whoever wants them must.</summary>
    static async Task<int> ReadAsync(NpgsqlConnection sql, string text, params object[] parameters)
    {
        await using var command = Command(sql, text, parameters);
        await using var reader = await command.ExecuteReaderAsync();
        var (count, values) = (0, new object[reader.FieldCount]);
        for (; await reader.ReadAsync(); count++) reader.GetValues(values);
        return count;
    }

    static async Task<T?> AskAsync<T>(NpgsqlConnection sql, string text, params object[] parameters)
    {
        await using var command = Command(sql, text, parameters);
        return (T?)await command.ExecuteScalarAsync();
    }

    static NpgsqlCommand Command(NpgsqlConnection sql, string text, object[] parameters)
    {
        var command = new NpgsqlCommand(text, sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter as NpgsqlParameter ?? new NpgsqlParameter { Value = parameter });
        return command;
    }

    /// <summary>One long log, ten messages in each of the others, and the conversations of other people: who looks for some of a table must not find that they are all of it.</summary>
    static async Task FillAsync(PostgresServer postgres, IReadOnlyList<Guid> groups, IReadOnlyList<Guid> users, long messages)
    {
        await using var sql = new NpgsqlConnection(postgres.ConnectionString + ";Command Timeout=0");
        await sql.OpenAsync();
        foreach (var (some, count) in ((Guid[], long)[])[([groups[0]], messages), ([.. groups.Skip(1)], 10)])
        {
            await AskAsync<object>(sql, """
                insert into messages (conversation_id, seq, version, kind, sender_id, client_message_id, posted_at, text, also_in_main, thread_replies, words)
                select g, n, n, 1, $2, gen_random_uuid(), now() - make_interval(secs => $3 - n), 'Message number ' || n || ' as people write them, a line or two.', false, 0, 'message:1'::tsvector
                from unnest($1::uuid[]) g, generate_series(1, $3) n
                """, some, users[1], count);
            await AskAsync<object>(sql, "update conversations set seq = $2, version = $2, changed_xid = pg_current_xact_id() where id = any($1)", some, count);
        }
        await AskAsync<object>(sql, """
            insert into conversations (id, kind, title, history, seq, version, details_version, member_count, delivery_epoch, created_at, active_at, changed_xid)
            select gen_random_uuid(), 2, 'Elsewhere ' || n, 1, 10, 10, 0, 1, 0, now(), now(), pg_current_xact_id() from generate_series(1, $1) n
            """, Elsewhere);
        await AskAsync<object>(sql, """
            insert into members (conversation_id, user_id, role, joined_at, first_seq, read_seq, version, changed_xid)
            select id, $1[1 + row_number() over () % cardinality($1)], 1, now(), 1, 10, 0, pg_current_xact_id() from conversations where title like 'Elsewhere %'
            """, (object)users.Skip(2).ToArray());
        await AskAsync<object>(sql, "vacuum analyze");
    }
}

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;
using Messenger.Domain;
using Messenger.Domain.Conversations;
using Messenger.Domain.Messages;
using Messenger.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Messenger.Tests.Messages;

/// <summary>
/// Random schedules of posts, repeats, broken texts, removals and joins, by several people at once through two group commits on one
/// PostgreSQL. The log itself says who was a member when, so it is its own model.
/// </summary>
public sealed class WritingFromTwoNodes(TestHost host) : IClassFixture<TestHost>
{
    const int People = 4;
    const int Rooms = 2;

    /// <summary>The last of the people: removed and added again while he writes. Whoever comes after him never was a member.</summary>
    const int Wanderer = People - 1;
    const int Stranger = People;

    /// <summary>PostgreSQL refuses it, and with it the whole batch. The use case never lets it through.</summary>
    const string Poison = "\0";

    public enum Verb
    {
        Post,
        PostBroken,
        Remove,
        Add,
    }

    /// <summary>What one person does next. The same message number means the same client id; <see cref="Times"/> of it go out at once, to both nodes.</summary>
    public sealed record Turn(int Person, Verb Verb, int Room, int Message, int Times);

    sealed record Attempt(Guid Room, Guid Sender, Guid Id, string Text, long Begun, long Ended, Result<Message>? Answer);

    sealed record Row(long Seq, long Version, Guid Sender, Guid? Id, string? Text, SystemEntry? System);

    public static Arbitrary<Turn[]> Turns() => Arb.From(
        from count in Gen.Choose(10, 80)
        from turns in (
            from person in Gen.Choose(0, Stranger)
            from verb in Gen.Frequency((20, Gen.Constant(Verb.Post)), (1, Gen.Constant(Verb.PostBroken)), (2, Gen.Constant(Verb.Remove)), (2, Gen.Constant(Verb.Add)))
            from room in Gen.Choose(0, Rooms - 1)
            from message in Gen.Choose(0, 12)
            from times in Gen.Frequency((3, Gen.Constant(1)), (1, Gen.Constant(3)))
            select new Turn(person, verb, room, message, times)).ArrayOf(count)
        select turns);

    [Property(MaxTest = 60, Arbitrary = [typeof(WritingFromTwoNodes)])]
    public async Task Whatever_the_schedule_the_log_is_one_dense_order_of_members_words_and_every_answer_is_true(Turn[] turns)
    {
        var users = await MakeUsersAsync();
        var rooms = await Task.WhenAll(Enumerable.Range(0, Rooms).Select(_ => StartAsync(users)));

        var attempts = await RunAsync(turns, users, rooms);

        foreach (var room in rooms)
        {
            var log = await ReadAsync(room);
            JudgeTheLog(log, users);
            JudgeTheAnswers(log, [.. attempts.Where(a => a.Room == room)], users);
            await JudgeTheReadersAsync(log, room, users);
        }
    }

    async Task<IReadOnlyList<Attempt>> RunAsync(Turn[] turns, Guid[] users, Guid[] rooms)
    {
        await using var first = Node();
        await using var second = Node();
        GroupCommit<NewMessage, Message>[] nodes = [first, second];
        var editor = host.Services.GetRequiredService<GroupEditor>();
        var done = await Task.WhenAll(turns.GroupBy(s => s.Person).Select(person => Task.Run(async () =>
        {
            var attempts = new List<Attempt>();
            foreach (var turn in person)
            {
                if (turn.Verb == Verb.Add) await editor.AddAsync(users[0], rooms[turn.Room], new() { UserIds = [users[Wanderer]] }, CancellationToken.None);
                else if (turn.Verb == Verb.Remove) await editor.RemoveAsync(users[0], rooms[turn.Room], users[Wanderer], CancellationToken.None);
                else attempts.AddRange(await Task.WhenAll(Enumerable.Range(0, turn.Times).Select(i => PostAsync(nodes[(turn.Person + i) % 2], turn, i, users, rooms))));
            }
            return attempts;
        })));
        return [.. done.SelectMany(a => a)];
    }

    static async Task<Attempt> PostAsync(GroupCommit<NewMessage, Message> node, Turn turn, int time, Guid[] users, Guid[] rooms)
    {
        var text = turn.Verb == Verb.PostBroken ? Poison : $"{turn.Message}, said {time}";
        var item = new NewMessage(rooms[turn.Room], users[turn.Person], new Guid(turn.Message, 0, 0, new byte[8]), text);
        var begun = TimeProvider.System.GetTimestamp();
        Result<Message>? answer = null;
        try
        {
            answer = await node.WriteAsync(item, CancellationToken.None);
        }
        catch (WriteFailedException) when (turn.Verb == Verb.PostBroken)
        {
            // The fault of the one who sends such a thing.
        }
        return new(item.ConversationId, item.SenderId, item.ClientMessageId, text, begun, TimeProvider.System.GetTimestamp(), answer);
    }

    static void JudgeTheLog(IReadOnlyList<Row> log, Guid[] users)
    {
        Assert.Equal(Enumerable.Range(1, log.Count).Select(i => (long)i), log.Select(r => r.Seq));
        Assert.All(log.Zip(log.Skip(1)), pair => Assert.True(pair.First.Version < pair.Second.Version));
        Assert.Equal(log.Count(r => r.Id is not null), log.Where(r => r.Id is not null).DistinctBy(r => (r.Sender, r.Id)).Count());

        HashSet<Guid> members = [users[0]];
        foreach (var row in log)
        {
            if (row.System is { } entry && entry.Event == SystemEvent.MemberRemoved) members.ExceptWith(entry.UserIds);
            else if (row.System is { } joined) members.UnionWith(joined.UserIds);
            else Assert.Contains(row.Sender, members);
        }
    }

    static void JudgeTheAnswers(IReadOnlyList<Row> log, IReadOnlyList<Attempt> attempts, Guid[] users)
    {
        var stored = log.Where(r => r.Id is not null).ToDictionary(r => (r.Sender, r.Id!.Value));
        foreach (var attempt in attempts)
        {
            if (attempt.Answer is not { } answer) Assert.Equal(Poison, attempt.Text);
            else if (answer.IsOk(out var message, out var refusal))
            {
                var row = stored[(attempt.Sender, attempt.Id)];
                Assert.Equal((row.Seq, row.Version, row.Text), (message.Seq, message.Version, message.Text));
            }
            else if (refusal.Code != ErrorCode.UnavailableRetry)
            {
                Assert.Equal(ErrorCode.NotAMember, refusal.Code);
                Assert.Contains(attempt.Sender, users[Wanderer..]);
            }
        }
        Assert.All(stored, row => Assert.Contains(attempts, a => a.Sender == row.Key.Sender && a.Id == row.Key.Value && a.Text == row.Value.Text));

        // Real time: what was acknowledged before another was first sent comes before it.
        var sends = attempts.GroupBy(a => (a.Sender, a.Id)).Where(g => stored.ContainsKey(g.Key) && g.Any(IsOk))
            .Select(g => (stored[g.Key].Seq, Sent: g.Min(a => a.Begun), Acknowledged: g.Where(IsOk).Min(a => a.Ended))).ToList();
        Assert.All(sends, a => Assert.DoesNotContain(sends, b => a.Acknowledged < b.Sent && a.Seq > b.Seq));
    }

    /// <summary>Who takes the changes page by page holds what a page of history shows, and who is no member gets neither.</summary>
    async Task JudgeTheReadersAsync(IReadOnlyList<Row> log, Guid room, Guid[] users)
    {
        var reader = host.Services.GetRequiredService<MessageReader>();
        var held = new Dictionary<long, Message>();
        for (var (version, more) = (0L, true); more;)
        {
            var answer = await reader.GetChangesAsync(users[1], new() { ConversationId = room, Since = version }, CancellationToken.None);
            Assert.True(answer.IsOk(out var changes, out _));
            foreach (var row in changes.Messages) held[row.Seq] = row;
            (version, more) = (changes.Version, changes.More);
        }
        Assert.Equal(log.Select(r => (r.Seq, r.Version, r.Text)), held.Values.OrderBy(m => m.Seq).Select(m => (m.Seq, m.Version, m.Text)));

        var stranger = await reader.GetChangesAsync(users[Stranger], new() { ConversationId = room, Since = 0 }, CancellationToken.None);
        Assert.False(stranger.IsOk(out _, out var refusal));
        Assert.Equal(ErrorCode.NotAMember, refusal.Code);
    }

    static bool IsOk(Attempt attempt) => attempt.Answer is { } answer && answer.IsOk(out _, out _);

    GroupCommit<NewMessage, Message> Node() =>
        new(host.Services.GetRequiredService<IMessageLog>(), new RecordedDelivery(), TimeProvider.System, new() { Lanes = 2, BatchSize = 16 });

    async Task<Guid> StartAsync(Guid[] users)
    {
        var group = new NewGroup(Employee.NewId(), users[0], "Race", null, HistoryVisibility.All, users[1..People]);
        Assert.True((await host.Services.GetRequiredService<IConversationStore>().StartGroupAsync(group, CancellationToken.None)).IsOk(out _, out _));
        return group.Id;
    }

    async Task<Guid[]> MakeUsersAsync()
    {
        Guid[] ids = [.. Enumerable.Range(0, People + 1).Select(_ => Employee.NewId())];
        await using var connection = await host.Database.ConnectAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand("""
            insert into users (id, user_name, normalized_user_name, display_name, is_administrator, created_at,
                email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
            select id, id::text, upper(id::text), 'Somebody', false, now(), false, false, false, false, 0 from unnest($1::uuid[]) u (id)
            """, connection) { Parameters = { new() { Value = ids } } };
        await command.ExecuteNonQueryAsync(CancellationToken.None);
        return ids;
    }

    async Task<IReadOnlyList<Row>> ReadAsync(Guid room)
    {
        await using var connection = await host.Database.ConnectAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand("""
            select seq, version, sender_id, client_message_id, text, system from messages where conversation_id = $1 order by seq
            """, connection) { Parameters = { new() { Value = room } } };
        await using var rows = await command.ExecuteReaderAsync(CancellationToken.None);
        var log = new List<Row>();
        while (await rows.ReadAsync(CancellationToken.None))
            log.Add(new(
                rows.GetInt64(0), rows.GetInt64(1), rows.GetGuid(2), rows.IsDBNull(3) ? null : rows.GetGuid(3), rows.IsDBNull(4) ? null : rows.GetString(4),
                rows.IsDBNull(5) ? null : System.Text.Json.JsonSerializer.Deserialize(rows.GetString(5), ContractsJson.Default.SystemEntry)));
        return log;
    }
}

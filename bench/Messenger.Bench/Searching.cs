using System.Diagnostics;
using System.Globalization;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Search;
using Messenger.Domain.Search;
using Messenger.Infrastructure.Conversations;
using Messenger.Infrastructure.Identity;
using Messenger.Infrastructure.Postgres;
using Messenger.Infrastructure.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Messenger.Bench;

/// <summary>How long the use case takes to search a large log, for somebody who is in a tenth of the conversations and for somebody who is in all.</summary>
sealed class Searching(IServiceProvider services)
{
    const int Conversations = 2_000;
    const int Users = 500;
    const int Rounds = 5;
    const int QueriesOfAKind = 10;

    /// <summary>The end of a COPY checks its rows, for which the driver does not wait long.</summary>
    const int CopiedAtOnce = 100_000;

    readonly Babble _babble = new();

    /// <summary>Fills the log, measures, and prints; answers the median of each kind of search, in milliseconds.</summary>
    public async Task<IReadOnlyList<double>> RunAsync(int messages)
    {
        var medians = new List<double>();
        var (few, all) = await FoundAsync();
        var watch = Stopwatch.StartNew();
        await FillAsync(messages);
        Print($"{messages:N0} messages in {Conversations:N0} conversations, filled in {watch.Elapsed.TotalSeconds:F0} s; texts {await SizeAsync("select sum(octet_length(text)) from messages")} MB, words {await SizeAsync("select sum(pg_column_size(words)) from messages")} MB, their index {await SizeAsync("select pg_relation_size('ix_messages_words')")} MB, index by time {await SizeAsync("select pg_relation_size('ix_messages_posted_at_conversation_id_seq')")} MB");
        var search = services.GetRequiredService<IMessageSearch>();
        var searcher = new MessageSearcher(search, TimeProvider.System);
        Print($"milliseconds of {Rounds * QueriesOfAKind} searches each: median, 95th of a hundred, slowest; hits on the page");
        foreach (var (who, user) in ((string, Guid)[])[("in a tenth", few), ("in all", all)])
        {
            foreach (var (kind, query) in Kinds())
            {
                var (times, hits) = (new List<double>(), 0);
                for (var round = -1; round < Rounds; round++)
                {
                    for (var i = 0; i < QueriesOfAKind; i++)
                    {
                        var started = Stopwatch.GetTimestamp();
                        var page = await searcher.SearchAsync(user, query(i), CancellationToken.None);
                        if (round < 0) continue;
                        times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                        hits += page.IsOk(out var found, out var refusal) ? found.Hits.Count : throw new InvalidOperationException($"{refusal.Code}");
                    }
                }
                times.Sort();
                medians.Add(times[times.Count / 2]);
                Print($"| {who} | {kind} | {times[times.Count / 2]:F1} | {times[times.Count * 95 / 100]:F1} | {times[^1]:F1} | {(double)hits / times.Count:F1} |");
            }
        }
        return medians;
    }

    IEnumerable<(string, Func<int, SearchMessages>)> Kinds()
    {
        yield return ("one character, common", i => new() { Text = _babble.Character(i) });
        yield return ("one character, rare", i => new() { Text = _babble.Character(3_400 + i) });
        yield return ("Chinese word, common", i => new() { Text = _babble.Chinese(i) });
        yield return ("Chinese word, frequent", i => new() { Text = _babble.Chinese(200 + i) });
        yield return ("Chinese word, rare", i => new() { Text = _babble.Chinese(15_000 + i) });
        yield return ("English word, common", i => new() { Text = _babble.English(i) });
        yield return ("English word, frequent", i => new() { Text = _babble.English(200 + i) });
        yield return ("English word, rare", i => new() { Text = _babble.English(15_000 + i) });
        yield return ("one letter", i => new() { Text = "bcdfghklmn"[i].ToString() });
        yield return ("two common words", i => new() { Text = $"{_babble.Chinese(i)} {_babble.Chinese(i + 1)}" });
        yield return ("a common and a rare word", i => new() { Text = $"{_babble.English(i)} {_babble.English(5_000 + i)}" });
        yield return ("phrase of common words", i => new() { Text = $"\"{_babble.Chinese(i)}{_babble.Chinese(i + 1)}\"" });
        yield return ("nothing", i => new() { Text = $"xq{i}xq" });
        yield return ("common word, best first", i => new() { Text = _babble.English(i), Order = SearchOrder.Best });
        yield return ("common word from somebody", i => new() { Text = _babble.Chinese(i), SenderId = _users[i + 2] });
        yield return ("all from somebody", i => new() { SenderId = _users[i + 2] });
    }

    List<Guid> _users = [];
    List<Guid> _conversations = [];

    async Task<(Guid Few, Guid All)> FoundAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        _users = [.. Enumerable.Range(0, Users).Select(_ => Guid.CreateVersion7(now))];
        _conversations = [.. Enumerable.Range(0, Conversations).Select(_ => Guid.CreateVersion7(now))];
        await using var database = await services.GetRequiredService<IDbContextFactory<MessengerDbContext>>().CreateDbContextAsync();
        database.AddRange(_users.Select(id => new UserRow { Id = id, UserName = $"u{id:N}", NormalizedUserName = $"U{id:N}", DisplayName = "Sender", CreatedAt = now, SecurityStamp = $"{id}" }));
        database.AddRange(_conversations.Select(id => new ConversationRow { Id = id, Kind = ConversationKind.Group, Title = "Bench", History = HistoryVisibility.All, MemberCount = 2, CreatedAt = now, ActiveAt = now }));
        database.AddRange(_conversations.Select((id, i) => (id, i)).SelectMany(c => (c.i % 10 == 0 ? _users.Take(2) : _users.Skip(1).Take(1))
            .Select(user => new MemberRow { ConversationId = c.id, UserId = user, Role = MemberRole.Member, JoinedAt = now, FirstSeq = 1, Version = 0 })));
        await database.SaveChangesAsync();
        return (_users[0], _users[1]);
    }

    /// <summary>Rows as the log writes them, a second apart, each in a random conversation of which a few have the most.</summary>
    async Task FillAsync(int messages)
    {
        var random = new Random(7);
        var seqs = new long[Conversations];
        var (indexes, start) = (new List<string>(), TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(messages));
        await using var database = await services.GetRequiredService<IDbContextFactory<MessengerDbContext>>().CreateDbContextAsync();
        await database.Database.OpenConnectionAsync();
        var connection = (NpgsqlConnection)database.Database.GetDbConnection();
        // Made afterwards they take a fraction of the time.
        await using (var read = new NpgsqlCommand("select indexdef from pg_indexes where tablename = 'messages' and indexname in ('ix_messages_words', 'ix_messages_posted_at_conversation_id_seq')", connection))
        await using (var rows = await read.ExecuteReaderAsync())
            while (await rows.ReadAsync()) indexes.Add(rows.GetString(0));
        await ExecuteAsync("drop index ix_messages_words, ix_messages_posted_at_conversation_id_seq");
        for (var done = 0; done < messages; done += CopiedAtOnce)
        {
            await using var copy = await connection.BeginTextImportAsync("copy messages (conversation_id, seq, version, kind, sender_id, client_message_id, posted_at, text, words) from stdin");
            for (var i = done; i < Math.Min(messages, done + CopiedAtOnce); i++)
            {
                var (place, sender, text) = ((int)Math.Pow(Conversations, random.NextDouble()) - 1, _users[random.Next(Users)], _babble.Text());
                var (conversation, seq, postedAt) = (place * 7 % Conversations, ++seqs[place], start.AddSeconds(i));
                await copy.WriteAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{_conversations[conversation]}\t{seq}\t{seq}\t1\t{sender}\t{Guid.CreateVersion7(postedAt)}\t{postedAt:O}\t{text}\t{SearchVector.Of(text, sender, null)}\n"));
            }
        }
        await ExecuteAsync("set maintenance_work_mem = '512MB'");
        foreach (var index in indexes) await ExecuteAsync(index);
        await ExecuteAsync("vacuum analyze");

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync();
        }
    }

    async Task<long> SizeAsync(string sql)
    {
        await using var database = await services.GetRequiredService<IDbContextFactory<MessengerDbContext>>().CreateDbContextAsync();
        await database.Database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(sql, (NpgsqlConnection)database.Database.GetDbConnection()) { CommandTimeout = 0 };
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture) / 1_000_000;
    }

    static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}

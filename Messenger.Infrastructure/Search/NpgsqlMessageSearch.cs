using System.Text.Json;
using Messenger.Domain.Messages;
using Messenger.Domain.Search;
using Messenger.Infrastructure.Messages;
using Messenger.Infrastructure.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Messenger.Infrastructure.Search;

/// <summary>
/// The search on PostgreSQL: the words are in the message's own row, written in the transaction that writes its text, and who may see it is asked of the same
/// rows as when it is read.
/// </summary>
sealed class NpgsqlMessageSearch(ConnectionPools pools) : IMessageSearch
{
    const int IndexedAtOnce = 500;

    public async Task<IReadOnlyList<Candidate>?> FindAsync(Guid reader, SearchedFor wanted, MessagePlace? behind, DateTimeOffset? from, int limit, CancellationToken cancellationToken)
    {
        try
        {
            return await Repeating.OnceAsync(() => ReadAsync(reader, wanted, behind, from, limit, cancellationToken));
        }
        catch (PostgresException e) when (NpgsqlFailures.IsLateStatement(e) && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public async Task<DateTimeOffset> GetOldestAsync(CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select coalesce(min(posted_at), now()) from messages", connection);
        return new((DateTime)(await command.ExecuteScalarAsync(cancellationToken))!, TimeSpan.Zero);
    }

    async Task<IReadOnlyList<Candidate>> ReadAsync(Guid reader, SearchedFor wanted, MessagePlace? behind, DateTimeOffset? from, int limit, CancellationToken cancellationToken)
    {
        var filters = wanted.Filters;
        var command = new NpgsqlBatchCommand();
        var conditions = new List<string>();
        command.Parameters.Add(new() { Value = reader });
        command.Parameters.Add(new() { Value = limit });
        if (SearchVector.Query(wanted) is { } words) Add("x.words @@ {0}::text::tsquery", words);
        if (filters.ConversationId is { } conversation) Add("x.conversation_id = {0}", conversation);
        if (filters.SenderId is { } sender) Add("x.sender_id = {0}", sender);
        if (filters.Before is { } before) Add("x.posted_at < {0}", before.ToUniversalTime());
        if (filters.After is { } after) Add("x.posted_at >= {0}", after.ToUniversalTime());
        if (from is { } first) Add("x.posted_at >= {0}", first.ToUniversalTime());
        if (filters.MentionsMe)
            conditions.Add("""
                exists (select from mentions n where n.conversation_id = x.conversation_id and n.seq = x.seq and n.user_id in ($1, '00000000-0000-0000-0000-000000000000'))
                """);
        if (behind is { } place)
        {
            Add("x.posted_at <= {0}", place.PostedAt);
            Add($"(x.posted_at, x.conversation_id, x.seq) < (${command.Parameters.Count}, {{0}}, ${command.Parameters.Count + 2})", place.ConversationId);
            command.Parameters.Add(new() { Value = place.Seq });
        }
        command.CommandText = $"""
            select x.posted_at, x.conversation_id, x.seq, x.sender_id, case when x.also_in_main then null else x.thread_seq end, x.text
            from messages x join members m on m.conversation_id = x.conversation_id and m.user_id = $1 and m.left_at is null and x.seq >= m.first_seq
            where x.text is not null and x.kind = 1
                and not exists (
                    select from personal_items p
                    where p.user_id = $1 and p.kind = 5 and p.value is not null and p.key = x.conversation_id::text || '/' || x.seq)
            {string.Concat(conditions.Select(condition => "    and " + condition + "\n"))}
            order by x.posted_at desc, x.conversation_id desc, x.seq desc limit $2
            """;

        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { TransactionBounds.ForSearching(), command } };
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        await rows.NextResultAsync(cancellationToken);
        var candidates = new List<Candidate>();
        while (await rows.ReadAsync(cancellationToken))
        {
            var at = new MessagePlace(rows.GetFieldValue<DateTimeOffset>(0), rows.GetGuid(1), rows.GetInt64(2));
            candidates.Add(new(at, rows.GetGuid(3), rows.IsDBNull(4) ? null : rows.GetInt64(4), rows.GetString(5)));
        }
        return candidates;

        void Add(string condition, object value)
        {
            command.Parameters.Add(new() { Value = value });
            conditions.Add(string.Format(System.Globalization.CultureInfo.InvariantCulture, condition, $"${command.Parameters.Count}"));
        }
    }

    public async Task<bool> IsIncompleteAsync(CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select exists (select from messages where words is null and text is not null)", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<int> IndexAsync(CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (conversations, seqs, vectors) = (new List<Guid>(), new List<long>(), new List<string>());
        // Nodes that do this at the same time take different messages, and none waits for who writes.
        await using (var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                TransactionBounds.Ordinary(),
                new("select conversation_id, seq, sender_id, text, detail -> 'files' from messages where words is null and text is not null limit $1 for no key update skip locked")
                {
                    Parameters = { new() { Value = IndexedAtOnce } },
                },
            },
        })
        {
            await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
            await rows.NextResultAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                conversations.Add(rows.GetGuid(0));
                seqs.Add(rows.GetInt64(1));
                vectors.Add(SearchVector.Of(rows.GetString(3), rows.GetGuid(2), rows.IsDBNull(4) ? null : JsonSerializer.Deserialize(rows.GetString(4), StoredJson.Default.IReadOnlyListAttachment)));
            }
        }
        if (seqs.Count == 0) return 0;
        await using (var write = new NpgsqlCommand("""
            update messages x set words = i.words::tsvector from unnest($1, $2, $3) i (conversation_id, seq, words)
            where x.conversation_id = i.conversation_id and x.seq = i.seq
            """, connection)
        {
            Parameters =
            {
                new() { Value = conversations.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                new() { Value = seqs.ToArray() },
                new() { Value = vectors.ToArray() },
            },
        }) await write.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return seqs.Count;
    }
}

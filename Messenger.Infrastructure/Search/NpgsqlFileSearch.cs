using Messenger.Contracts.Search;
using Messenger.Domain.Messages;
using Messenger.Domain.Search;
using Messenger.Infrastructure.Files;
using Messenger.Infrastructure.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Messenger.Infrastructure.Search;

/// <summary>The search of files' names, whose words stand beside them where messages have their files.</summary>
sealed class NpgsqlFileSearch(ConnectionPools pools) : IFileSearch
{
    public Task<IReadOnlyList<FileCandidate>> FindAsync(
        Guid reader, IReadOnlyCollection<WantedWord> words, SearchFiles filters, MessagePlace? behind, int limit, CancellationToken cancellationToken) =>
        Repeating.OnceAsync(() => ReadAsync(reader, words, filters, behind, limit, cancellationToken));

    async Task<IReadOnlyList<FileCandidate>> ReadAsync(
        Guid reader, IReadOnlyCollection<WantedWord> words, SearchFiles filters, MessagePlace? behind, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        // A page ends between messages: those are the places at which the next one begins.
        var command = new NpgsqlBatchCommand($"""
            with found as (
                select m.* from message_files m
                join members r on r.conversation_id = m.conversation_id and r.user_id = $1 and r.left_at is null and m.seq >= r.first_seq
                where m.words @@ $2::text::tsquery and m.place >= 0 and ($3::uuid is null or m.conversation_id = $3) and ($4::uuid is null or m.sender_id = $4) and ($5::int is null or m.kind = $5)
                    and ($6::timestamptz is null or (m.posted_at, m.conversation_id, m.seq) < ($6, $7, $8))
                    and not exists (
                        select from personal_items p where p.user_id = $1 and p.kind = 5 and p.value is not null and p.key = m.conversation_id::text || '/' || m.seq)
                order by m.posted_at desc, m.conversation_id desc, m.seq desc
                fetch first $9 rows with ties)
            select m.posted_at, m.conversation_id, m.seq, m.sender_id, a.sent
            from found m join lateral {FileColumns.AsSent} a on true
            order by m.posted_at desc, m.conversation_id desc, m.seq desc, m.place
            """)
        {
            Parameters =
            {
                new() { Value = reader },
                new() { Value = SearchVector.Query(words) },
                new() { Value = (object?)filters.ConversationId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                new() { Value = (object?)filters.SenderId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                new() { Value = (object?)(int?)filters.Kind ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
                new() { Value = (object?)behind?.PostedAt ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = behind?.ConversationId ?? Guid.Empty },
                new() { Value = behind?.Seq ?? 0 },
                new() { Value = limit },
            },
        };
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { TransactionBounds.Ordinary(), command } };
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        await rows.NextResultAsync(cancellationToken);
        var candidates = new List<FileCandidate>();
        while (await rows.ReadAsync(cancellationToken))
        {
            var place = new MessagePlace(rows.GetFieldValue<DateTimeOffset>(0), rows.GetGuid(1), rows.GetInt64(2));
            candidates.Add(new(place, new() { Attachment = FileColumns.ReadSent(rows, 4), Seq = place.Seq, SenderId = rows.GetGuid(3), PostedAt = place.PostedAt }));
        }
        return candidates;
    }
}

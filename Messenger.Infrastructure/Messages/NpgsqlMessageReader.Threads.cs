using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Domain;
using Messenger.Domain.Messages;
using Messenger.Infrastructure.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Messenger.Infrastructure.Messages;

/// <summary>Threads that people follow: worked out of what they wrote, where they are mentioned and what they said, so nothing has to be kept in step.</summary>
sealed partial class NpgsqlMessageReader
{
    public Task<Result<ThreadList>> GetThreadsAsync(Guid reader, GetThreads request, CancellationToken cancellationToken) =>
        Repeating.OnceAsync(() => ReadThreadsAsync(reader, request, cancellationToken));

    async Task<Result<ThreadList>> ReadThreadsAsync(Guid reader, GetThreads request, CancellationToken cancellationToken)
    {
        MessagePlace? cursor = null;
        if (request.After is { } after && (cursor = MessagePlace.Parse(after)) is null) return ErrorCode.InvalidRequest;
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"""
            with touched as (
                select conversation_id, thread_seq as seq from messages where sender_id = $1 and thread_seq is not null
                union
                select conversation_id, seq from messages where sender_id = $1 and thread_last_seq is not null
                union
                select n.conversation_id, r.thread_seq
                from members m
                join mentions n on n.conversation_id = m.conversation_id and n.user_id = $1 and n.in_thread
                join messages r on r.conversation_id = n.conversation_id and r.seq = n.seq and r.thread_seq is not null
                where m.user_id = $1 and m.left_at is null
                union
                select split_part(key, '/', 1)::uuid, split_part(key, '/', 2)::bigint from personal_items
                where user_id = $1 and kind = 8 and value @> '{Following}')
            select {MessageRows.Columns}, read.seq, unread.count, l.posted_at
            from touched t
            join members m on m.conversation_id = t.conversation_id and m.user_id = $1 and m.left_at is null
            join messages x on x.conversation_id = t.conversation_id and x.seq = t.seq and x.seq >= m.first_seq and x.thread_last_seq is not null
            join messages l on l.conversation_id = x.conversation_id and l.seq = x.thread_last_seq
            left join personal_items p on p.user_id = $1 and p.kind = 8 and p.key = t.conversation_id::text || '/' || t.seq and p.value is not null
            cross join lateral (
                select greatest(
                    coalesce((p.value #>> '{ReadSeq}')::bigint, 0),
                    coalesce((
                        select max(y.seq) from messages y
                        where y.sender_id = $1 and y.conversation_id = t.conversation_id and y.thread_seq = t.seq), 0)) as seq) read
            cross join lateral (
                select count(*)::int as count from (
                    select from messages y
                    where y.conversation_id = t.conversation_id and y.thread_seq = t.seq and y.seq > read.seq and y.sender_id <> $1 and y.recalled_at is null
                    limit 100) counted) unread
            where coalesce((p.value #>> '{IsFollowing}')::bool, true)
                and ($2::timestamptz is null or (l.posted_at, x.conversation_id, x.seq) < ($2, $3, $4))
            order by l.posted_at desc, x.conversation_id desc, x.seq desc limit $5
            """, connection)
        {
            Parameters =
            {
                new() { Value = reader },
                new() { Value = (object?)cursor?.PostedAt ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = cursor?.ConversationId ?? Guid.Empty },
                new() { Value = cursor?.Seq ?? 0 },
                new() { Value = request.Limit + 1 },
            },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var threads = new List<FollowedThread>();
        while (await rows.ReadAsync(cancellationToken))
            threads.Add(new()
            {
                Root = MessageRows.Read(rows, 0),
                ReadSeq = rows.GetInt64(MessageRows.Count),
                Unread = rows.GetInt32(MessageRows.Count + 1),
                RepliedAt = rows.GetFieldValue<DateTimeOffset>(MessageRows.Count + 2),
            });
        var page = threads.Take(Math.Min(request.Limit, WireSize.Fit(threads, thread => 120 + WireSize.Of(thread.Root)))).ToList();
        return new ThreadList { Threads = page, Next = page.Count < threads.Count ? PlaceOf(page[^1]).ToString() : null };
    }

    public Task<Result<FollowerList>> GetFollowersAsync(Guid reader, Guid conversationId, long threadSeq, CancellationToken cancellationToken) =>
        Repeating.OnceAsync(() => ReadFollowersAsync(reader, conversationId, threadSeq, cancellationToken));

    async Task<Result<FollowerList>> ReadFollowersAsync(Guid reader, Guid conversationId, long threadSeq, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(Membership(reader, conversationId));
        batch.BatchCommands.Add(new("select from messages where conversation_id = $1 and seq = $2 and thread_last_seq is not null")
        {
            Parameters = { new() { Value = conversationId }, new() { Value = threadSeq } },
        });
        batch.BatchCommands.Add(new($"""
            select m.user_id
            from members m left join personal_items p on p.user_id = m.user_id and p.kind = 8 and p.key = $1::text || '/' || $2 and p.value is not null
            where m.conversation_id = $1 and m.left_at is null and coalesce(
                (p.value #>> '{IsFollowing}')::bool,
                m.user_id in (
                    select y.sender_id from messages y where y.conversation_id = $1 and (y.thread_seq = $2 or y.seq = $2)
                    union
                    select n.user_id from mentions n join messages y on y.conversation_id = n.conversation_id and y.seq = n.seq
                    where n.conversation_id = $1 and n.in_thread and y.thread_seq = $2))
            order by m.user_id limit 200
            """) { Parameters = { new() { Value = conversationId }, new() { Value = threadSeq } } });
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken)) return ErrorCode.NotAMember;
        var first = rows.GetInt64(2);
        await rows.NextResultAsync(cancellationToken);
        if (threadSeq < first || !await rows.ReadAsync(cancellationToken)) return ErrorCode.NotFound;
        await rows.NextResultAsync(cancellationToken);
        var users = new List<Guid>();
        while (await rows.ReadAsync(cancellationToken)) users.Add(rows.GetGuid(0));
        return new FollowerList { UserIds = users };
    }

    static MessagePlace PlaceOf(FollowedThread thread) => new(thread.RepliedAt, thread.Root.ConversationId, thread.Root.Seq);

    /// <summary>Paths in the JSON of a thing that a user keeps.</summary>
    const string Following = """{"thread":{"following":true}}""", IsFollowing = "{thread,following}", ReadSeq = "{thread,readSeq}";
}

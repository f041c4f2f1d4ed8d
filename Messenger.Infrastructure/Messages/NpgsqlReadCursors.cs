using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Domain;
using Messenger.Domain.Conversations;
using Messenger.Domain.Messages;
using Messenger.Infrastructure.Postgres;
using Npgsql;

namespace Messenger.Infrastructure.Messages;

/// <summary>Read cursors on PostgreSQL. Merging by maximum makes every repeat harmless.</summary>
sealed class NpgsqlReadCursors(BatchSession session, ConversationLimits limits) : IReadCursors
{
    public Guid ConversationOf(ReadAdvance item) => item.ConversationId;

    public async Task<WrittenBatch<ReadState>> WriteAsync(IReadOnlyList<ReadAdvance> items, bool rerun)
    {
        Guid[] conversations = [.. items.Select(i => i.ConversationId)];
        Guid[] users = [.. items.Select(i => i.UserId)];
        long[] seqs = [.. items.Select(i => i.Seq)];

        await using var batch = new NpgsqlBatch();
        batch.BatchCommands.Add(TransactionBounds.ForTheLog());
        batch.BatchCommands.Add(new("""
            select 1 from members where (conversation_id, user_id) in (select * from unnest($1::uuid[], $2::uuid[]))
            order by conversation_id, user_id for no key update
            """) { Parameters = { new() { Value = conversations }, new() { Value = users } } });
        batch.BatchCommands.Add(new("""
            with moved as (
                update members m set read_seq = i.seq, changed_xid = pg_current_xact_id()
                from (
                    select t.conversation_id, t.user_id, max(t.seq) as seq
                    from unnest($1::uuid[], $2::uuid[], $3::bigint[]) t (conversation_id, user_id, seq)
                    join conversations c on c.id = t.conversation_id and t.seq <= c.seq
                    group by t.conversation_id, t.user_id) i
                where m.conversation_id = i.conversation_id and m.user_id = i.user_id and m.left_at is null and m.read_seq < i.seq
                returning m.conversation_id, m.user_id)
            select conversation_id, user_id from moved
            """) { Parameters = { new() { Value = conversations }, new() { Value = users }, new() { Value = seqs } } });
        batch.BatchCommands.Add(new($"""
            select m.read_seq, c.seq, {UnreadCount.Sql}, {UnreadCount.MentionsSql}
            from unnest($1::uuid[], $2::uuid[]) with ordinality i (conversation_id, user_id, ord)
            left join members m on m.conversation_id = i.conversation_id and m.user_id = i.user_id and m.left_at is null
            left join conversations c on c.id = m.conversation_id
            order by i.ord
            """) { Parameters = { new() { Value = conversations }, new() { Value = users } } });
        batch.BatchCommands.Add(new("""
            select m.conversation_id, array_agg(m.user_id)
            from conversations c join members m on m.conversation_id = c.id and m.left_at is null
            where c.id = any($1) and c.member_count <= $2
            group by m.conversation_id
            """) { Parameters = { new() { Value = conversations.Distinct().ToArray() }, new() { Value = limits.ReceiptMembers } } });

        return await session.CommitAsync(nameof(NpgsqlReadCursors), batch, reader => ReadAsync(reader, items));
    }

    static async Task<WrittenBatch<ReadState>> ReadAsync(NpgsqlDataReader reader, IReadOnlyList<ReadAdvance> items)
    {
        await reader.NextResultAsync();
        await reader.NextResultAsync();
        var moved = new HashSet<(Guid, Guid)>();
        while (await reader.ReadAsync()) moved.Add((reader.GetGuid(0), reader.GetGuid(1)));

        await reader.NextResultAsync();
        var answers = new List<Result<ReadState>>(items.Count);
        while (await reader.ReadAsync()) answers.Add(ReadAnswer(reader, items[answers.Count]));

        await reader.NextResultAsync();
        var members = new Dictionary<Guid, Guid[]>();
        while (await reader.ReadAsync()) members.Add(reader.GetGuid(0), reader.GetFieldValue<Guid[]>(1));

        var states = answers.Select(a => a.IsOk(out var state, out _) ? state : null).OfType<ReadState>()
            .Where(s => moved.Contains((s.ConversationId, s.UserId))).DistinctBy(s => (s.ConversationId, s.UserId));
        return new(answers, [.. states.Select(s => new ReadDelivery(members.GetValueOrDefault(s.ConversationId, [s.UserId]), s))]);
    }

    static Result<ReadState> ReadAnswer(NpgsqlDataReader row, ReadAdvance item)
    {
        if (row.IsDBNull(0)) return ErrorCode.NotAMember;
        if (item.Seq > row.GetInt64(1)) return ErrorCode.InvalidRequest;
        return new ReadState
        {
            ConversationId = item.ConversationId,
            UserId = item.UserId,
            Seq = row.GetInt64(0),
            Unread = row.GetInt32(2),
            Mentions = row.GetInt32(3),
        };
    }
}

using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Domain;
using Messenger.Domain.Conversations;
using Messenger.Domain.Messages;
using Messenger.Infrastructure.Postgres;
using Npgsql;

namespace Messenger.Infrastructure.Messages;

/// <summary>The log on PostgreSQL: a batch is one implicit transaction and one round trip.</summary>
/// <remarks>
/// Each statement of the batch sees what was committed when it began (READ COMMITTED). That is needed: the statements after the lock must
/// see what an earlier holder of the lock has stored. The numbers are those of the statements below.
/// <list type="number">
/// <item>lock the conversations in the order of their ids, so that two batches never wait for each other in a circle</item>
/// <item>insert what is not stored yet, from active members only, numbered on from the counters</item>
/// <item>advance the counters</item>
/// <item>answer every item: its row, or what speaks against it</item>
/// <item>read whom to push to</item>
/// </list>
/// </remarks>
sealed class NpgsqlMessageLog(BatchSession session, ConversationLimits limits) : IMessageLog
{
    public Guid ConversationOf(NewMessage item) => item.ConversationId;

    public async Task<WrittenBatch<Message>> WriteAsync(IReadOnlyList<NewMessage> items, bool rerun)
    {
        Guid[] conversations = [.. items.Select(i => i.ConversationId).Distinct()];
        Guid[] conversationOf = [.. items.Select(i => i.ConversationId)];
        Guid[] senderOf = [.. items.Select(i => i.SenderId)];
        Guid[] clientMessageOf = [.. items.Select(i => i.ClientMessageId)];

        await using var batch = new NpgsqlBatch();
        batch.BatchCommands.Add(TransactionBounds.ForTheLog());
        batch.BatchCommands.Add(new("""
            select id, seq, version from conversations where id = any($1) order by id for no key update
            """) { Parameters = { new() { Value = conversations } } });
        batch.BatchCommands.Add(new("""
            insert into messages (conversation_id, seq, version, kind, sender_id, client_message_id, posted_at, text)
            select c.id, c.seq + row_number() over log, c.version + row_number() over log, 1, i.sender_id, i.client_message_id, clock_timestamp(), i.text
            from (
                select distinct on (conversation_id, sender_id, client_message_id) *
                from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) with ordinality
                    as t (conversation_id, sender_id, client_message_id, text, ord)
                order by conversation_id, sender_id, client_message_id, ord) i
            join conversations c on c.id = i.conversation_id
            join members m on m.conversation_id = i.conversation_id and m.user_id = i.sender_id and m.left_at is null
            join users u on u.id = i.sender_id and u.deactivated_at is null
            where not exists (
                select from messages x
                where x.conversation_id = i.conversation_id and x.sender_id = i.sender_id and x.client_message_id = i.client_message_id)
            window log as (partition by c.id order by i.ord)
            """)
        {
            Parameters =
            {
                new() { Value = conversationOf },
                new() { Value = senderOf },
                new() { Value = clientMessageOf },
                new() { Value = items.Select(i => i.Text).ToArray() },
            },
        });
        batch.BatchCommands.Add(new("""
            update conversations c
            set seq = n.seq, version = c.version + n.seq - c.seq, active_at = n.posted_at, changed_xid = pg_current_xact_id()
            from unnest($1::uuid[]) k (id) cross join lateral (
                select seq, posted_at from messages where conversation_id = k.id order by seq desc limit 1) n
            where c.id = k.id and n.seq > c.seq
            """) { Parameters = { new() { Value = conversations } } });
        if (rerun) batch.BatchCommands.Add(TouchAgain(conversations));
        batch.BatchCommands.Add(new($"""
            select {MessageRows.Columns}, m.user_id is not null, u.deactivated_at is not null
            from unnest($1::uuid[], $2::uuid[], $3::uuid[]) with ordinality i (conversation_id, sender_id, client_message_id, ord)
            left join messages x on x.conversation_id = i.conversation_id and x.sender_id = i.sender_id and x.client_message_id = i.client_message_id
            left join members m on m.conversation_id = i.conversation_id and m.user_id = i.sender_id and m.left_at is null
            left join users u on u.id = i.sender_id
            order by i.ord
            """) { Parameters = { new() { Value = conversationOf }, new() { Value = senderOf }, new() { Value = clientMessageOf } } });
        batch.BatchCommands.Add(new("""
            select c.id, c.delivery_epoch,
                case when c.member_count <= $2 then array(select m.user_id from members m where m.conversation_id = c.id and m.left_at is null) end
            from conversations c where c.id = any($1)
            """) { Parameters = { new() { Value = conversations }, new() { Value = limits.UserDeliveryMembers } } });

        return await session.CommitAsync(nameof(NpgsqlMessageLog), batch, reader => ReadAsync(reader, items.Count, rerun));
    }

    /// <summary>
    /// What a try of unknown end has written may wait for a standby still. A write behind it is acknowledged only when both are safe.
    /// </summary>
    static NpgsqlBatchCommand TouchAgain(Guid[] conversations) =>
        new("update conversations set changed_xid = pg_current_xact_id() where id = any($1)") { Parameters = { new() { Value = conversations } } };

    static async Task<WrittenBatch<Message>> ReadAsync(NpgsqlDataReader reader, int count, bool rerun)
    {
        await reader.NextResultAsync();
        var heads = new Dictionary<Guid, (long Seq, long Version)>();
        while (await reader.ReadAsync()) heads.Add(reader.GetGuid(0), (reader.GetInt64(1), reader.GetInt64(2)));

        await reader.NextResultAsync();
        var answers = new List<Result<Message>>(count);
        while (await reader.ReadAsync()) answers.Add(ReadAnswer(reader));

        await reader.NextResultAsync();
        var audiences = new Dictionary<Guid, Audience>();
        while (await reader.ReadAsync())
            audiences.Add(reader.GetGuid(0), reader.IsDBNull(2)
                ? new GroupAudience(reader.GetGuid(0), reader.GetInt32(1))
                : new UserAudience(reader.GetFieldValue<Guid[]>(2)));

        return new(answers, [.. Deliveries(answers, heads, audiences, rerun)]);
    }

    static Result<Message> ReadAnswer(NpgsqlDataReader row)
    {
        const int IsMember = MessageRows.Count, IsDeactivated = MessageRows.Count + 1;
        if (!row.IsDBNull(0)) return MessageRows.Read(row, 0);
        return row.GetBoolean(IsMember) && row.GetBoolean(IsDeactivated) ? ErrorCode.UserDeactivated : ErrorCode.NotAMember;
    }

    /// <summary>What this batch has stored. After an unknown try that includes what that one stored: nobody has pushed it yet.</summary>
    static IEnumerable<Delivery> Deliveries(
        IEnumerable<Result<Message>> answers, Dictionary<Guid, (long Seq, long Version)> heads, Dictionary<Guid, Audience> audiences, bool rerun)
    {
        var stored = answers.Select(a => a.IsOk(out var message, out _) ? message : null).OfType<Message>().DistinctBy(m => (m.ConversationId, m.Seq));
        foreach (var conversation in stored.GroupBy(m => m.ConversationId))
        {
            var (seq, version) = heads[conversation.Key];
            var rows = conversation.Where(m => m.Seq > seq).OrderBy(m => m.Seq).ToList();
            if (rows.Count > 0)
                foreach (var piece in WireSize.Cut(new() { ConversationId = conversation.Key, After = version, Version = rows[^1].Version, Messages = rows }))
                    yield return new ChangesDelivery(audiences[conversation.Key], piece);
            if (rerun && conversation.Any(m => m.Seq <= seq))
                yield return new ConversationsChangedDelivery(audiences[conversation.Key]);
        }
    }
}

using System.Globalization;
using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;
using Messenger.Domain;
using Messenger.Domain.Conversations;
using Messenger.Domain.Messages;
using Messenger.Infrastructure.Messages;
using Messenger.Infrastructure.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Messenger.Infrastructure.Conversations;

/// <summary>Heads, members and sync on PostgreSQL. A read whose connection was lost is done once more.</summary>
sealed class NpgsqlConversationReader(ConnectionPools pools, ConversationLimits limits) : IConversationReader
{
    /// <summary>About as many heads, each with a line of text, as <see cref="WireSize.Page"/> holds: what a page cannot hold is not read for it.</summary>
    const int SyncPageRows = 60;

    public Task<Result<ConversationHead>> GetHeadAsync(Guid reader, Guid conversationId, CancellationToken cancellationToken) =>
        Repeating.OnceAsync(() => ReadHeadAsync(reader, conversationId, cancellationToken));

    async Task<Result<ConversationHead>> ReadHeadAsync(Guid reader, Guid conversationId, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(Heads(reader, 1, conversationId));
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken) ? ReadHead(rows) : ErrorCode.NotAMember;
    }

    public Task<Result<ConversationPage>> GetHeadsAsync(Guid reader, string? after, int limit, CancellationToken cancellationToken) =>
        Repeating.OnceAsync(() => ReadPageAsync(reader, after, limit, cancellationToken));

    async Task<Result<ConversationPage>> ReadPageAsync(Guid reader, string? after, int limit, CancellationToken cancellationToken)
    {
        HeadCursor? cursor = null;
        if (after is not null && (cursor = HeadCursor.Parse(after)) is null) return ErrorCode.InvalidRequest;
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(Heads(reader, limit + 1, after: cursor));
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        var heads = await ReadHeadsAsync(rows, cancellationToken);
        var page = heads.Take(limit).ToList();
        return new ConversationPage { Conversations = page, Next = heads.Count > limit ? CursorOf(page[^1]).ToString() : null };
    }

    public Task<Result<MemberPage>> GetMembersAsync(Guid reader, Guid conversationId, Guid? after, int limit, CancellationToken cancellationToken) =>
        Repeating.OnceAsync(() => ReadMembersAsync(reader, conversationId, after, limit, cancellationToken));

    async Task<Result<MemberPage>> ReadMembersAsync(Guid reader, Guid conversationId, Guid? after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(new("select from members where conversation_id = $1 and user_id = $2 and left_at is null")
        {
            Parameters = { new() { Value = conversationId }, new() { Value = reader } },
        });
        batch.BatchCommands.Add(new($"""
            select {MemberRows.Columns} from members m join conversations c on c.id = m.conversation_id
            where m.conversation_id = $1 and m.left_at is null and m.user_id > $2
            order by m.user_id limit $4
            """)
        {
            Parameters =
            {
                new() { Value = conversationId },
                new() { Value = after ?? Guid.Empty },
                new() { Value = limits.ReceiptMembers },
                new() { Value = limit + 1 },
            },
        });
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        if (!rows.HasRows) return ErrorCode.NotAMember;
        await rows.NextResultAsync(cancellationToken);
        var members = new List<Member>();
        while (await rows.ReadAsync(cancellationToken)) members.Add(MemberRows.Read(rows, 0));
        var page = members.Take(limit).ToList();
        return new MemberPage { Members = page, Next = members.Count > limit ? page[^1].UserId.ToString() : null };
    }

    public Task<IReadOnlyList<Guid>> GetMemberIdsAsync(Guid reader, Guid conversationId, CancellationToken cancellationToken) =>
        Repeating.OnceAsync<IReadOnlyList<Guid>>(async () =>
        {
            await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("""
                select m.user_id from members m
                where m.conversation_id = $1 and m.left_at is null
                    and exists (select from members r where r.conversation_id = $1 and r.user_id = $2 and r.left_at is null)
                """, connection) { Parameters = { new() { Value = conversationId }, new() { Value = reader } } };
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            var members = new List<Guid>();
            while (await rows.ReadAsync(cancellationToken)) members.Add(rows.GetGuid(0));
            return members;
        });

    /// <summary>
    /// The horizon is read before the heads, so whatever the heads do not show yet is at or after it and comes with the next sync;
    /// what is at or after it and shown already comes twice, which is harmless.
    /// </summary>
    public async Task<Result<SyncRead>> SyncAsync(Guid reader, string? token, CancellationToken cancellationToken)
    {
        SyncToken? held = null;
        if (token is not null && (held = SyncToken.Parse(token)) is null) return ErrorCode.InvalidRequest;
        var read = await Repeating.OnceAsync(() => ReadSyncAsync(reader, held, cancellationToken));
        return held is not null && held.Epoch != read.Result.ServerEpoch ? await ReadSyncAsync(reader, null, cancellationToken) : read;
    }

    async Task<SyncRead> ReadSyncAsync(Guid reader, SyncToken? held, CancellationToken cancellationToken)
    {
        var since = held?.Since ?? 0;
        var firstPage = held?.Page is null;
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(new("""
            select server_epoch, pg_snapshot_xmin(pg_current_snapshot()), coalesce((select version from personal_versions where user_id = $1), 0) from deployment
            """) { Parameters = { new() { Value = reader } } });
        batch.BatchCommands.Add(Heads(reader, SyncPageRows + 1, since: since, after: held?.Page?.After));
        if (firstPage && since > 0)
        {
            batch.BatchCommands.Add(new("select conversation_id from members where user_id = $1 and left_at is not null and changed_xid >= $2")
            {
                Parameters = { new() { Value = reader }, new() { Value = since, NpgsqlDbType = NpgsqlDbType.Xid8 } },
            });
        }

        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        var epoch = rows.GetGuid(0);
        var until = held?.Page?.Until ?? rows.GetFieldValue<ulong>(1);
        var personalVersion = rows.GetInt64(2);
        await rows.NextResultAsync(cancellationToken);
        var (heads, epochs) = (new List<ConversationHead>(), new Dictionary<Guid, int>());
        while (await rows.ReadAsync(cancellationToken))
        {
            var head = ReadHead(rows);
            heads.Add(head);
            epochs.Add(head.Conversation.Id, rows.GetInt32(EpochColumn));
        }
        var left = new List<Guid>();
        await rows.NextResultAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken)) left.Add(rows.GetGuid(0));

        var page = heads.Take(Math.Min(SyncPageRows, WireSize.Fit(heads, WireSize.Of))).ToList();
        var more = page.Count < heads.Count;
        var next = more ? new SyncToken(epoch, since, new(until, CursorOf(page[^1]))) : new SyncToken(epoch, until, null);
        var result = new SyncResult
        {
            Token = next.ToString(),
            ServerEpoch = epoch,
            Full = since == 0 && firstPage,
            More = more,
            Heads = page,
            PersonalVersion = personalVersion,
            Left = left,
        };
        return new(result, [.. page.Where(h => h.Conversation.MemberCount > limits.UserDeliveryMembers)
            .Select(h => new GroupAudience(h.Conversation.Id, epochs[h.Conversation.Id]))]);
    }

    public Task<IReadOnlyList<GroupAudience>> GetGroupsAsync(Guid reader, CancellationToken cancellationToken) =>
        Repeating.OnceAsync(() => ReadGroupsAsync(reader, cancellationToken));

    async Task<IReadOnlyList<GroupAudience>> ReadGroupsAsync(Guid reader, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("""
            select c.id, c.delivery_epoch from members m join conversations c on c.id = m.conversation_id
            where m.user_id = (select $1) and m.left_at is null and c.member_count > (select $2)
            """, connection); // the values are hidden from the planner as in Heads
        command.Parameters.Add(new() { Value = reader });
        command.Parameters.Add(new() { Value = limits.UserDeliveryMembers });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var groups = new List<GroupAudience>();
        while (await rows.ReadAsync(cancellationToken)) groups.Add(new(rows.GetGuid(0), rows.GetInt32(1)));
        return groups;
    }

    static HeadCursor CursorOf(ConversationHead head) => new(head.ActiveAt, head.Conversation.Id);

    static async Task<List<ConversationHead>> ReadHeadsAsync(NpgsqlDataReader rows, CancellationToken cancellationToken)
    {
        var heads = new List<ConversationHead>();
        while (await rows.ReadAsync(cancellationToken)) heads.Add(ReadHead(rows));
        return heads;
    }

    /// <summary>
    /// Heads, the latest active first. Only the rows of a page are joined with their last messages. The values are hidden from the planner
    /// (<c>select $1</c>): it plans without them then, once for a connection, instead of anew for each; planning takes longer than the answer "nothing has changed".
    /// </summary>
    static NpgsqlBatchCommand Heads(Guid reader, int limit, Guid? conversation = null, ulong since = 0, HeadCursor? after = null)
    {
        var command = new NpgsqlBatchCommand { Parameters = { new() { Value = reader }, new() { Value = limit } } };
        var which = "";
        if (conversation is { } id) which += $" and m.conversation_id = (select {Add(new() { Value = id })})";
        if (since > 0)
        {
            var place = Add(new() { Value = since, NpgsqlDbType = NpgsqlDbType.Xid8 });
            which += $" and (c.changed_xid >= (select {place}) or m.changed_xid >= (select {place}))";
        }
        if (after is { } last) which += $" and (c.active_at, c.id) < ((select {Add(new() { Value = last.ActiveAt })}), (select {Add(new() { Value = last.Id })}))";
        command.CommandText = HeadsSelect + which + HeadsEnd;
        return command;

        string Add(NpgsqlParameter parameter)
        {
            command.Parameters.Add(parameter);
            return string.Create(CultureInfo.InvariantCulture, $"${command.Parameters.Count}");
        }
    }

    const string HeadsSelect = $"""
        select {ConversationRows.Columns}, c.seq, c.version, m.first_seq, m.read_seq, m.role, c.active_at,
            case when c.kind = 1 then case when c.direct_low = $1 then c.direct_high else c.direct_low end end,
            {UnreadCount.Sql}, {UnreadCount.MentionsSql},
            case when m.role = 1 then 0 else (select count(*)::int from join_requests j where j.conversation_id = c.id) end,
            {MessageRows.ColumnsOfPreview}, c.delivery_epoch
        from (
            select c.*, m.conversation_id, m.user_id, m.first_seq, m.read_seq, m.role
            from members m join conversations c on c.id = m.conversation_id
            where m.user_id = (select $1) and m.left_at is null
        """;

    const string HeadsEnd = """

            order by c.active_at desc, c.id desc
            limit (select $2)) c
        cross join lateral (select c.conversation_id, c.user_id, c.first_seq, c.read_seq, c.role) m
        left join messages x on x.conversation_id = c.id and x.seq = c.seq and x.seq >= m.first_seq
        order by c.active_at desc, c.id desc
        """;

    const int Head = ConversationRows.Count, Last = Head + 10, EpochColumn = Last + MessageRows.Count;

    static ConversationHead ReadHead(NpgsqlDataReader row)
    {
        return new()
        {
            Conversation = ConversationRows.Read(row, 0),
            Seq = row.GetInt64(Head),
            Version = row.GetInt64(Head + 1),
            FirstSeq = row.GetInt64(Head + 2),
            ReadSeq = row.GetInt64(Head + 3),
            Role = (MemberRole)row.GetInt32(Head + 4),
            ActiveAt = row.GetFieldValue<DateTimeOffset>(Head + 5),
            PeerId = row.IsDBNull(Head + 6) ? null : row.GetGuid(Head + 6),
            Unread = row.GetInt32(Head + 7),
            Mentions = row.GetInt32(Head + 8),
            JoinRequests = row.GetInt32(Head + 9),
            LastMessage = row.IsDBNull(Last) ? null : MessageRows.Read(row, Last),
        };
    }
}

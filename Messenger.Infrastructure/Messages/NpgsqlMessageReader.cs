using System.Text.Json;
using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;
using Messenger.Domain;
using Messenger.Domain.Conversations;
using Messenger.Domain.Messages;
using Messenger.Infrastructure.Conversations;
using Messenger.Infrastructure.Postgres;
using Npgsql;

namespace Messenger.Infrastructure.Messages;

/// <summary>
/// History and catch-up on PostgreSQL. Membership is read in the same round trip as the rows, and before them. A read whose connection was
/// lost is done once more.
/// </summary>
sealed partial class NpgsqlMessageReader(ConnectionPools pools, MessageLimits limits, ConversationLimits conversationLimits) : IMessageReader
{
    public Task<Result<MessagePage>> GetPageAsync(Guid reader, GetMessages request, CancellationToken cancellationToken) =>
        Repeating.OnceAsync(() => ReadPageAsync(reader, request, cancellationToken));

    async Task<Result<MessagePage>> ReadPageAsync(Guid reader, GetMessages request, CancellationToken cancellationToken)
    {
        if (request.AroundTime is { } time)
        {
            var place = await FindAsync(reader, request.ConversationId, time, cancellationToken);
            if (place is null) return ErrorCode.NotAMember;
            request = request with { AroundTime = null, Around = place };
        }
        var (from, before, after) = request switch
        {
            { Before: { } seq } => (seq - 1, request.Limit, 0),
            { After: { } seq } => (seq, 0, request.Limit),
            { Around: { } seq } => (seq, request.Limit - request.Limit / 2, request.Limit / 2),
            _ => (long.MaxValue, request.Limit, 0),
        };

        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(Membership(reader, request.ConversationId));
        if (before > 0) batch.BatchCommands.Add(Neighbours(request.ConversationId, "<=", from, "desc", before));
        if (after > 0) batch.BatchCommands.Add(Neighbours(request.ConversationId, ">", from, "asc", after));

        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken)) return ErrorCode.NotAMember;
        var (head, first) = (rows.GetInt64(0), rows.GetInt64(2));
        List<Message> older = [], newer = [];
        if (before > 0 && await rows.NextResultAsync(cancellationToken)) older = await ReadAsync(rows, m => m.Seq >= first, cancellationToken);
        if (after > 0 && await rows.NextResultAsync(cancellationToken)) newer = await ReadAsync(rows, m => m.Seq >= first, cancellationToken);
        return Page(request.ConversationId, older, newer, first, head, from);
    }

    /// <summary>The rows on one side of a place, outwards. The values are hidden from the planner, as with the heads: one plan does for all.</summary>
    static NpgsqlBatchCommand Neighbours(Guid conversation, string side, long from, string direction, int limit) =>
        new(MessageRows.Page($"x.conversation_id = (select $1) and x.seq {side} (select $2)", $"x.seq {direction}", "(select $3)"))
        {
            Parameters = { new() { Value = conversation }, new() { Value = from }, new() { Value = limit } },
        };

    /// <summary>Fills the page from the place asked for outwards, so that it is the far rows that a full page leaves out.</summary>
    static MessagePage Page(Guid conversation, List<Message> older, List<Message> newer, long first, long head, long from)
    {
        List<Message> outwards = [];
        for (var i = 0; i < Math.Max(older.Count, newer.Count); i++)
        {
            if (i < older.Count) outwards.Add(older[i]);
            if (i < newer.Count) outwards.Add(newer[i]);
        }
        var page = outwards.Take(WireSize.Fit(outwards, WireSize.Of)).OrderBy(m => m.Seq).ToList();
        return new()
        {
            ConversationId = conversation,
            Messages = page,
            HasBefore = page.Count > 0 ? page[0].Seq > first : Math.Min(from, head) >= first,
            HasAfter = page.Count > 0 ? page[^1].Seq < head : from < head,
        };
    }

    public Task<Result<ConversationChanges>> GetChangesAsync(Guid reader, GetChanges request, CancellationToken cancellationToken) =>
        Repeating.OnceAsync(() => ReadChangesAsync(reader, request, cancellationToken));

    async Task<Result<ConversationChanges>> ReadChangesAsync(Guid reader, GetChanges request, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(Membership(reader, request.ConversationId));
        batch.BatchCommands.Add(new(MessageRows.Page("x.conversation_id = (select $1) and x.version > (select $2)", "x.version", $"{MessageReader.MaxPage + 1}")) { Parameters = { new() { Value = request.ConversationId }, new() { Value = request.Since } } });
        batch.BatchCommands.Add(new($"""
            select {MemberRows.Columns} from members m join conversations c on c.id = m.conversation_id
            where m.conversation_id = $1 and m.version > $2 order by m.version, m.user_id limit {2 * MessageReader.MaxPage}
            """) { Parameters = { new() { Value = request.ConversationId }, new() { Value = request.Since }, new() { Value = conversationLimits.ReceiptMembers } } });

        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken)) return ErrorCode.NotAMember;
        var (version, first) = (rows.GetInt64(1), rows.GetInt64(2));
        var details = rows.GetInt64(3) > request.Since ? ConversationRows.Read(rows, 4) : null;
        var nothing = new ConversationChanges { ConversationId = request.ConversationId, After = request.Since, Version = version };
        if (version - request.Since > limits.MaxChangesBehind || request.Since > version) return nothing with { TooFarBehind = true };

        await rows.NextResultAsync(cancellationToken);
        var messages = await ReadAsync(rows, _ => true, cancellationToken);
        await rows.NextResultAsync(cancellationToken);
        var members = new List<Member>();
        while (await rows.ReadAsync(cancellationToken)) members.Add(MemberRows.Read(rows, 0));
        return Changes(nothing, messages, members, first, details);
    }

    /// <summary>
    /// Cuts at a version, since all rows of one version belong together. Rows of a version above the head were committed after the
    /// head was read; the next request brings them.
    /// </summary>
    static ConversationChanges Changes(ConversationChanges changes, List<Message> messages, List<Member> members, long first, Conversation? details)
    {
        var versions = messages.Select(m => (m.Version, Size: WireSize.Of(m))).Concat(members.Select(m => (m.Version, Size: WireSize.Of(m))))
            .Where(v => v.Version <= changes.Version).OrderBy(v => v.Version).ToList();
        // A list that came back full may lack rows of its last version.
        var complete = Math.Min(
            messages.Count > MessageReader.MaxPage ? messages[^1].Version - 1 : long.MaxValue,
            members.Count == 2 * MessageReader.MaxPage ? members[^1].Version - 1 : long.MaxValue);
        var fit = WireSize.Fit(versions, v => v.Size);
        var cut = Math.Min(complete, fit == versions.Count ? changes.Version : Math.Max(versions[fit].Version - 1, versions[0].Version));
        cut = Math.Min(cut, changes.Version);
        return changes with
        {
            Version = cut,
            Messages = [.. messages.Where(m => m.Version <= cut && m.Seq >= first).OrderBy(m => m.Seq)],
            Members = [.. members.Where(m => m.Version <= cut)],
            Conversation = cut == changes.Version ? details : null,
            More = cut < changes.Version,
        };
    }

    public Task<Result<ThreadPage>> GetThreadAsync(Guid reader, GetThread request, CancellationToken cancellationToken) =>
        Repeating.OnceAsync(() => ReadThreadAsync(reader, request, cancellationToken));

    async Task<Result<ThreadPage>> ReadThreadAsync(Guid reader, GetThread request, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(Membership(reader, request.ConversationId));
        batch.BatchCommands.Add(new($"""
            select {MessageRows.Columns} from messages x where x.conversation_id = $1 and x.seq = $2 and x.kind = 1 and x.thread_seq is null
            """) { Parameters = { new() { Value = request.ConversationId }, new() { Value = request.ThreadSeq } } });
        batch.BatchCommands.Add(new(MessageRows.Page("x.conversation_id = $1 and x.thread_seq = $2 and x.seq < $3", "x.seq desc", "$4"))
        {
            Parameters =
            {
                new() { Value = request.ConversationId },
                new() { Value = request.ThreadSeq },
                new() { Value = request.Before ?? long.MaxValue },
                new() { Value = request.Limit + 1 },
            },
        });

        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken)) return ErrorCode.NotAMember;
        var first = rows.GetInt64(2);
        await rows.NextResultAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken) || MessageRows.Read(rows, 0) is not { } root || root.Seq < first) return ErrorCode.NotFound;
        await rows.NextResultAsync(cancellationToken);
        var replies = await ReadAsync(rows, _ => true, cancellationToken);
        var page = replies.Take(Math.Min(request.Limit, WireSize.Fit([root, .. replies], WireSize.Of) - 1)).Reverse().ToList();
        return new ThreadPage { ConversationId = request.ConversationId, Root = root, Messages = page, HasBefore = page.Count < replies.Count };
    }

    public Task<Result<PinList>> GetPinsAsync(Guid reader, Guid conversationId, CancellationToken cancellationToken) =>
        Repeating.OnceAsync(() => ReadPinsAsync(reader, conversationId, cancellationToken));

    async Task<Result<PinList>> ReadPinsAsync(Guid reader, Guid conversationId, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(Membership(reader, conversationId));
        batch.BatchCommands.Add(new($"""
            select {MessageRows.Columns} from messages x where x.conversation_id = $1 and x.pinned_at is not null order by x.pinned_at desc
            """) { Parameters = { new() { Value = conversationId } } });
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken)) return ErrorCode.NotAMember;
        var first = rows.GetInt64(2);
        await rows.NextResultAsync(cancellationToken);
        return new PinList { Messages = await ReadAsync(rows, m => m.Seq >= first, cancellationToken) };
    }

    public Task<Result<ReactionPage>> GetReactionsAsync(
        Guid reader, Guid conversationId, long seq, string emoji, Guid? after, int limit, CancellationToken cancellationToken) =>
        Repeating.OnceAsync(() => ReadReactionsAsync(reader, conversationId, seq, emoji, after, limit, cancellationToken));

    async Task<Result<ReactionPage>> ReadReactionsAsync(
        Guid reader, Guid conversationId, long seq, string emoji, Guid? after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(Membership(reader, conversationId));
        batch.BatchCommands.Add(new("""
            select r.user_id from reactions r
            where r.conversation_id = $1 and r.seq = $2 and r.emoji = $3 and ($4::uuid is null or (r.reacted_at, r.user_id) > (
                select p.reacted_at, p.user_id from reactions p
                where p.conversation_id = $1 and p.seq = $2 and p.emoji = $3 and p.user_id = $4))
            order by r.reacted_at, r.user_id limit $5
            """)
        {
            Parameters =
            {
                new() { Value = conversationId },
                new() { Value = seq },
                new() { Value = emoji },
                new() { Value = (object?)after ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid },
                new() { Value = limit + 1 },
            },
        });
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken)) return ErrorCode.NotAMember;
        if (seq < rows.GetInt64(2) || seq > rows.GetInt64(0)) return ErrorCode.NotFound;
        await rows.NextResultAsync(cancellationToken);
        var users = new List<Guid>();
        while (await rows.ReadAsync(cancellationToken)) users.Add(rows.GetGuid(0));
        var page = users.Take(limit).ToList();
        return new ReactionPage { UserIds = page, Next = users.Count > limit ? page[^1].ToString() : null };
    }

    public Task<Result<EarlierTexts>> GetEarlierTextsAsync(Guid reader, Guid conversationId, long seq, CancellationToken cancellationToken) =>
        Repeating.OnceAsync(() => ReadEarlierTextsAsync(reader, conversationId, seq, cancellationToken));

    async Task<Result<EarlierTexts>> ReadEarlierTextsAsync(Guid reader, Guid conversationId, long seq, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(new("""
            select x.sender_id = $2, x.recalled_at is not null or x.kind <> 1, m.role >= 2
            from members m left join messages x on x.conversation_id = m.conversation_id and x.seq = $3 and x.seq >= m.first_seq
            where m.conversation_id = $1 and m.user_id = $2 and m.left_at is null
            """) { Parameters = { new() { Value = conversationId }, new() { Value = reader }, new() { Value = seq } } });
        batch.BatchCommands.Add(new("""
            select text, replaced_at from (
                select text, replaced_at, version from earlier_texts where conversation_id = $1 and seq = $2 order by version desc limit 100) latest
            order by version
            """) { Parameters = { new() { Value = conversationId }, new() { Value = seq } } });
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken)) return ErrorCode.NotAMember;
        if (rows.IsDBNull(0)) return ErrorCode.NotFound;
        if (rows.GetBoolean(1)) return ErrorCode.MessageGone;
        if (!rows.GetBoolean(0) && !rows.GetBoolean(2)) return ErrorCode.Forbidden;
        await rows.NextResultAsync(cancellationToken);
        var texts = new List<EarlierText>();
        while (await rows.ReadAsync(cancellationToken)) texts.Add(new() { Text = rows.GetString(0), ReplacedAt = rows.GetFieldValue<DateTimeOffset>(1) });
        return new EarlierTexts { Texts = texts };
    }

    public Task<Result<IReadOnlyList<TextToForward>>> GetTextsAsync(
        Guid reader, Guid conversationId, IReadOnlyList<long> seqs, CancellationToken cancellationToken) =>
        Repeating.OnceAsync(() => ReadTextsAsync(reader, conversationId, seqs, cancellationToken));

    async Task<Result<IReadOnlyList<TextToForward>>> ReadTextsAsync(Guid reader, Guid conversationId, IReadOnlyList<long> seqs, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(Membership(reader, conversationId));
        batch.BatchCommands.Add(new("""
            select x.seq, x.sender_id, x.posted_at, x.text, x.detail -> 'files' from messages x
            where x.conversation_id = $1 and x.seq = any($2) and x.kind = 1 and x.recalled_at is null and x.vanishes_at is null
            """) { Parameters = { new() { Value = conversationId }, new() { Value = seqs.ToArray() } } });
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken)) return ErrorCode.NotAMember;
        var first = rows.GetInt64(2);
        await rows.NextResultAsync(cancellationToken);
        var found = new Dictionary<long, TextToForward>();
        while (await rows.ReadAsync(cancellationToken))
        {
            if (rows.GetInt64(0) < first) continue;
            var line = new CardLine { SenderId = rows.GetGuid(1), PostedAt = rows.GetFieldValue<DateTimeOffset>(2), Text = rows.GetString(3) };
            found.Add(rows.GetInt64(0), new(line, rows.IsDBNull(4) ? null : JsonSerializer.Deserialize(rows.GetString(4), StoredJson.Default.IReadOnlyListAttachment)));
        }
        return new List<TextToForward>(seqs.Distinct().Where(found.ContainsKey).Select(seq => found[seq]));
    }

    public Task<Result<CardPage>> GetCardAsync(Guid reader, GetCard request, CancellationToken cancellationToken) =>
        Repeating.OnceAsync(() => ReadCardAsync(reader, request, cancellationToken));

    async Task<Result<CardPage>> ReadCardAsync(Guid reader, GetCard request, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(Membership(reader, request.ConversationId));
        batch.BatchCommands.Add(new("select card from messages where conversation_id = $1 and seq = $2 and card is not null")
        {
            Parameters = { new() { Value = request.ConversationId }, new() { Value = request.Seq } },
        });
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken)) return ErrorCode.NotAMember;
        var first = rows.GetInt64(2);
        await rows.NextResultAsync(cancellationToken);
        if (request.Seq < first || !await rows.ReadAsync(cancellationToken)) return ErrorCode.NotFound;
        var lines = JsonSerializer.Deserialize(rows.GetString(0), StoredJson.Default.IReadOnlyListCardLine)!.Skip(request.After).ToList();
        var count = WireSize.Fit(lines, WireSize.Of);
        return new CardPage { Lines = lines[..count], More = count < lines.Count };
    }

    public Task<Result<VoterPage>> GetVotersAsync(
        Guid reader, Guid conversationId, long seq, int answer, Guid? after, int limit, CancellationToken cancellationToken) =>
        Repeating.OnceAsync(() => ReadVotersAsync(reader, conversationId, seq, answer, after, limit, cancellationToken));

    async Task<Result<VoterPage>> ReadVotersAsync(
        Guid reader, Guid conversationId, long seq, int answer, Guid? after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(Membership(reader, conversationId));
        batch.BatchCommands.Add(new("""
            select coalesce((x.detail #>> '{poll,anonymous}')::bool, false),
                array(select option from poll_votes v where v.conversation_id = $1 and v.seq = $2 and v.user_id = $3 order by option)
            from messages x where x.conversation_id = $1 and x.seq = $2 and x.detail ? 'poll'
            """) { Parameters = { new() { Value = conversationId }, new() { Value = seq }, new() { Value = reader } } });
        batch.BatchCommands.Add(new("""
            select user_id from poll_votes where conversation_id = $1 and seq = $2 and option = $3 and user_id > $4 order by user_id limit $5
            """)
        {
            Parameters =
            {
                new() { Value = conversationId },
                new() { Value = seq },
                new() { Value = answer },
                new() { Value = after ?? Guid.Empty },
                new() { Value = limit + 1 },
            },
        });
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken)) return ErrorCode.NotAMember;
        var first = rows.GetInt64(2);
        await rows.NextResultAsync(cancellationToken);
        if (seq < first || !await rows.ReadAsync(cancellationToken)) return ErrorCode.NotFound;
        var (anonymous, own) = (rows.GetBoolean(0), rows.GetFieldValue<int[]>(1));
        if (anonymous) return new VoterPage { Own = own, UserIds = [] };
        await rows.NextResultAsync(cancellationToken);
        var users = new List<Guid>();
        while (await rows.ReadAsync(cancellationToken)) users.Add(rows.GetGuid(0));
        return new VoterPage { Own = own, UserIds = [.. users.Take(limit)], Next = users.Count > limit ? users[limit - 1].ToString() : null };
    }

    public Task<Result<ReaderList>> GetReadersAsync(Guid reader, Guid conversationId, long seq, CancellationToken cancellationToken) =>
        Repeating.OnceAsync(() => ReadReadersAsync(reader, conversationId, seq, cancellationToken));

    async Task<Result<ReaderList>> ReadReadersAsync(Guid reader, Guid conversationId, long seq, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(Membership(reader, conversationId));
        batch.BatchCommands.Add(new("""
            select m.user_id, m.read_seq >= $2
            from messages x
            join members m on m.conversation_id = $1 and m.left_at is null and m.first_seq <= $2 and m.user_id <> x.sender_id
            where x.conversation_id = $1 and x.seq = $2
            order by m.user_id limit $3
            """) { Parameters = { new() { Value = conversationId }, new() { Value = seq }, new() { Value = conversationLimits.ReceiptMembers } } });
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken)) return ErrorCode.NotAMember;
        var (head, first) = (rows.GetInt64(0), rows.GetInt64(2));
        if (seq < first || seq > head) return ErrorCode.NotFound;
        if (ConversationRows.Read(rows, 4).MemberCount > conversationLimits.ReceiptMembers) return ErrorCode.TooManyMembers;
        await rows.NextResultAsync(cancellationToken);
        var members = new List<(Guid UserId, bool HasRead)>();
        while (await rows.ReadAsync(cancellationToken)) members.Add((rows.GetGuid(0), rows.GetBoolean(1)));
        return new ReaderList { Read = [.. members.Where(m => m.HasRead).Select(m => m.UserId)], Unread = [.. members.Where(m => !m.HasRead).Select(m => m.UserId)] };
    }

    static NpgsqlBatchCommand Membership(Guid reader, Guid conversation) => new($"""
        select c.seq, c.version, m.first_seq, c.details_version, {ConversationRows.Columns}
        from conversations c join members m on m.conversation_id = c.id
        where c.id = $1 and m.user_id = $2 and m.left_at is null
        """) { Parameters = { new() { Value = conversation }, new() { Value = reader } } };

    /// <summary>The first seq posted at or after a time, by bisection: times grow with the seqs, and there are no holes.</summary>
    async Task<long?> FindAsync(Guid reader, Guid conversation, DateTimeOffset time, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("""
            with recursive search (low, high) as (
                select greatest(m.first_seq, 1), c.seq + 1
                from conversations c join members m on m.conversation_id = c.id
                where c.id = $1 and m.user_id = $2 and m.left_at is null
                union all
                select case when x.posted_at < $3 then x.seq + 1 else s.low end, case when x.posted_at < $3 then s.high else x.seq end
                from search s join messages x on x.conversation_id = $1 and x.seq = (s.low + s.high) / 2
                where s.low < s.high)
            select low from search order by high - low limit 1
            """, connection);
        command.Parameters.Add(new() { Value = conversation });
        command.Parameters.Add(new() { Value = reader });
        command.Parameters.Add(new() { Value = time.ToUniversalTime() });
        return (long?)await command.ExecuteScalarAsync(cancellationToken);
    }

    static async Task<List<Message>> ReadAsync(NpgsqlDataReader rows, Func<Message, bool> visible, CancellationToken cancellationToken)
    {
        var messages = new List<Message>();
        while (await rows.ReadAsync(cancellationToken))
            if (MessageRows.Read(rows, 0) is var message && visible(message)) messages.Add(message);
        return messages;
    }
}

using System.Text.Json;
using Messenger.Contracts;
using Messenger.Contracts.Files;
using Messenger.Contracts.Messages;
using Messenger.Domain;
using Messenger.Domain.Conversations;
using Messenger.Domain.Messages;
using Messenger.Infrastructure.Conversations;
using Messenger.Infrastructure.Personal;
using Messenger.Infrastructure.Postgres;
using Messenger.Infrastructure.Search;
using Npgsql;

namespace Messenger.Infrastructure.Messages;

/// <summary>The log on PostgreSQL: a batch is one implicit transaction and one round trip.</summary>
/// <remarks>
/// Each statement of the batch sees what was committed when it began (READ COMMITTED). That is needed: the statements after the lock must
/// see what an earlier holder of the lock has stored. The numbers are those of the statements below.
/// <list type="number">
/// <item>lock the conversations in the order of their ids, so that two batches never wait for each other in a circle</item>
/// <item>insert what is not stored yet and may be, numbered on from the counters, and advance these; answer the new rows, and what speaks against the others</item>
/// <item>with replies in threads: count them at the first message of each</item>
/// <item>with replies: the first messages</item>
/// <item>read whom to push to</item>
/// </list>
/// What was stored before is in neither answer, and is read afterwards: that is rare. A part that no item of a batch needs is left out of its
/// statements: most messages are plain, and a join that finds nothing still costs what it costs to look.
/// </remarks>
sealed class NpgsqlMessageLog(BatchSession session, ConversationLimits limits) : IMessageLog
{
    static readonly Refusal NotAMember = new() { Code = ErrorCode.NotAMember };

    public Guid ConversationOf(NewMessage item) => item.ConversationId;

    public async Task<WrittenBatch<Message>> WriteAsync(IReadOnlyList<NewMessage> items, bool rerun)
    {
        // The first of those with the same key counts.
        var asked = items.DistinctBy(KeyOf).ToList();
        Guid[] conversations = [.. asked.Select(i => i.ConversationId).Distinct()];
        var keys = KeysOf(asked);
        var threads = asked.Any(i => i.ThreadSeq is not null);

        await using var batch = new NpgsqlBatch();
        batch.BatchCommands.Add(TransactionBounds.ForTheLog());
        batch.BatchCommands.Add(new("""
            select id, seq, version from conversations where id = any($1) order by id for no key update
            """) { Parameters = { new() { Value = conversations } } });
        batch.BatchCommands.Add(Insert(asked, keys, limits));
        if (threads) batch.BatchCommands.Add(CountReplies(keys));
        if (rerun) batch.BatchCommands.Add(TouchAgain(conversations));
        if (threads) batch.BatchCommands.Add(keys.Over($"""
            select {MessageRows.Columns} from messages x
            where (x.conversation_id, x.seq) in (
                select r.conversation_id, r.thread_seq from messages r
                join unnest($1::uuid[], $2::uuid[], $3::uuid[]) i (conversation_id, sender_id, client_message_id)
                    on r.conversation_id = i.conversation_id and r.sender_id = i.sender_id and r.client_message_id = i.client_message_id)
            """));
        batch.BatchCommands.Add(Audiences.Of(conversations, limits));

        var written = await session.CommitAsync(nameof(NpgsqlMessageLog), batch, reader => ReadAsync(reader, asked, threads));
        var known = asked.Where(i => written.Heads.ContainsKey(i.ConversationId) && !written.Answers.ContainsKey(KeyOf(i))).ToList();
        if (known.Count > 0) await AddKnownAsync(known, written.Answers);
        return new([.. items.Select(i => written.Answers.TryGetValue(KeyOf(i), out var answer) ? answer : NotAMember)], [.. Deliveries(written, rerun)]);
    }

    /// <summary>
    /// Answers with the new rows, and with the refusals of what is neither stored nor allowed; the order of the cases is that of
    /// <see cref="PostingRules"/>. In slow mode a plain member has one message of a batch.
    /// </summary>
    static NpgsqlBatchCommand Insert(List<NewMessage> items, Keys keys, ConversationLimits limits)
    {
        var online = items.SelectMany((item, index) => item.Online.Select(user => (Ord: (long)index + 1, User: user))).ToList();
        var files = items.SelectMany((item, index) => FilesOf(item).Select(file => (Ord: (long)index + 1, file.Place, file.Id, file.Kind, file.Name, item.SenderId))).ToList();
        var named = items.SelectMany((item, index) => item.Mentions.UserIds.Select(user => (Ord: (long)index + 1, User: user))).ToList();
        var parts = new Parts(
            Refers: items.Any(i => i.ReplyTo is not null || i.ThreadSeq is not null), Names: named.Count > 0 || items.Any(i => i.Mentions.Everyone is not null),
            Asks: items.Any(i => i.Urgent), Files: files.Count > 0);
        return new(InsertSql(parts))
        {
            Parameters =
            {
                new() { Value = keys.Conversations },
                new() { Value = keys.Senders },
                new() { Value = keys.ClientMessages },
                new() { Value = items.Select(i => i.Text).ToArray() },
                new() { Value = items.Select(i => i.ReplyTo).ToArray() },
                new() { Value = items.Select(i => i.ThreadSeq).ToArray() },
                new() { Value = items.Select(i => i.AlsoInMain).ToArray() },
                new() { Value = items.Select(i => (int?)i.Mentions.Everyone).ToArray() },
                new() { Value = named.Select(n => n.Ord).ToArray() },
                new() { Value = named.Select(n => n.User).ToArray() },
                new() { Value = items.Select(MessageDetail.Of).ToArray() },
                new() { Value = items.Select(i => i.Card is { } lines ? JsonSerializer.Serialize(lines, StoredJson.Default.IReadOnlyListCardLine) : null).ToArray() },
                new() { Value = items.Select(i => i.Urgent).ToArray() },
                new() { Value = items.Select(i => i.VanishesAfter).ToArray() },
                new() { Value = limits.ReceiptMembers },
                new() { Value = online.Select(n => n.Ord).ToArray() },
                new() { Value = online.Select(n => n.User).ToArray() },
                new() { Value = items.Select(i => SearchVector.Of(i.Text, i.SenderId, i.Files)).ToArray() },
                new() { Value = files.Select(f => f.Ord).ToArray() },
                new() { Value = files.Select(f => f.Id).ToArray() },
                new() { Value = files.Select(f => f.Place).ToArray() },
                new() { Value = files.Select(f => (int)f.Kind).ToArray() },
                new() { Value = files.Select(f => f.Name).ToArray() },
                new() { Value = files.Select(f => SearchVector.Of(f.Name, f.SenderId, null)).ToArray() },
            },
        };
    }

    /// <summary>What some message of a batch has besides its text.</summary>
    /// <param name="Refers">It answers one, or belongs to a thread.</param>
    /// <param name="Names">It mentions somebody.</param>
    /// <param name="Asks">It asks for confirmation.</param>
    /// <param name="Files">It has files.</param>
    readonly record struct Parts(bool Refers, bool Names, bool Asks, bool Files);

    static string InsertSql(Parts parts)
    {
        static string If(bool wanted, string sql, string otherwise = "") => wanted ? sql : otherwise;
        return $$"""
            with checked as materialized (
                select i.*, c.seq, c.version,
                    {{If(parts.Refers, "q.sender_id as quoted_sender_id, left(q.text, 160) as quoted_text, coalesce(t.thread_seq, t.seq)", "null::bigint")}} as thread_root,
                    c.slow_mode_seconds > 0 and m.role = 1 as slow, m.muted_until,
                    m.last_posted_at + make_interval(secs => c.slow_mode_seconds) as slow_until,
                    case
                        when m.user_id is null then 5
                        when u.deactivated_at is not null then 6
                        when c.kind = 1 and {{Blocks.Sql("c", "i.sender_id")}} then 43
                        when c.archived_at is not null then 34
                        when m.role < c.posting then 31
                        when m.role = 1 and m.muted_until > clock_timestamp() then 32
                        when i.everyone is not null and m.role < c.mentioning_everyone then 35
                        when i.urgent and c.member_count > $15 and (i.everyone is not null or i.ord <> all ($9)) then 30
                        {{If(parts.Refers, "when i.reply_to is not null and q.seq is null or i.thread_seq is not null and t.seq is null then 4")}}
                        when c.slow_mode_seconds > 0 and m.role = 1 and (
                            m.last_posted_at + make_interval(secs => c.slow_mode_seconds) > clock_timestamp()
                            or row_number() over (partition by i.conversation_id, i.sender_id order by i.ord) > 1) then 33
                    end as refusal
                from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::bigint[], $6::bigint[], $7::bool[], $8::int[], $11::text[], $12::text[], $13::bool[], $14::interval[], $18::text[])
                    with ordinality as i (
                        conversation_id, sender_id, client_message_id, text, reply_to, thread_seq, also_in_main, everyone, detail, card, urgent, stays, words, ord)
                join conversations c on c.id = i.conversation_id
                left join members m on m.conversation_id = i.conversation_id and m.user_id = i.sender_id and m.left_at is null
                left join users u on u.id = i.sender_id
                {{If(parts.Refers, """
                left join messages q on q.conversation_id = i.conversation_id and q.seq = i.reply_to and q.seq >= m.first_seq and q.kind = 1 and q.recalled_at is null
                left join messages t on t.conversation_id = i.conversation_id and t.seq = i.thread_seq and t.seq >= m.first_seq and t.kind = 1
                """)}}
                where not exists (
                    select from messages x
                    where x.conversation_id = i.conversation_id and x.sender_id = i.sender_id and x.client_message_id = i.client_message_id)),
            stored as (
                insert into messages as x (conversation_id, seq, version, kind, sender_id, client_message_id, posted_at, text, reply_to, thread_seq, also_in_main,
                    mentions, mentions_everyone, detail, card, vanishes_at, words)
                select i.conversation_id, i.seq + row_number() over log, i.version + row_number() over log, 1, i.sender_id, i.client_message_id,
                    clock_timestamp(), i.text, i.reply_to, i.thread_root, i.also_in_main,
                    {{If(parts.Names, """
                    (select array_agg(n.user_id) from unnest($9::bigint[], $10::uuid[]) n (ord, user_id)
                        join members m on m.conversation_id = i.conversation_id and m.user_id = n.user_id and m.left_at is null where n.ord = i.ord)
                    """, "null::uuid[]")}},
                    i.everyone,
                    {{If(parts.Refers || parts.Asks, $$"""
                    nullif(coalesce(i.detail::jsonb, '{}')
                        {{If(parts.Refers, """
                        || case when i.reply_to is null then '{}' else jsonb_build_object(
                            'quote', jsonb_build_object('seq', i.reply_to, 'senderId', i.quoted_sender_id, 'text', i.quoted_text)) end
                        """)}}
                        {{If(parts.Asks, """
                        || case when not i.urgent then '{}' else jsonb_build_object('urgent', jsonb_build_object('confirmedIds', '[]'::jsonb, 'askedIds', (
                            select coalesce(jsonb_agg(m.user_id order by m.user_id), '[]') from members m
                            where m.conversation_id = i.conversation_id and m.left_at is null and m.user_id <> i.sender_id
                                and (i.everyone is not null or i.ord <> all ($9) or m.user_id in (select n.user_id from unnest($9::bigint[], $10::uuid[]) n (ord, user_id) where n.ord = i.ord))))) end
                        """)}},
                        '{}')
                    """, "i.detail::jsonb")}},
                    i.card::jsonb, clock_timestamp() + i.stays, i.words::tsvector
                from checked i
                where i.refusal is null
                window log as (partition by i.conversation_id order by i.ord)
                returning {{MessageRows.Columns}}),
            advanced as (
                update conversations c
                set seq = n.seq, version = n.version, active_at = n.posted_at, changed_xid = pg_current_xact_id()
                from (select conversation_id, max(seq) as seq, max(version) as version, max(posted_at) as posted_at from stored group by conversation_id) n
                where c.id = n.conversation_id),
            {{If(parts.Files, """
            filed as (
                insert into message_files (conversation_id, seq, file_id, place, kind, name, words, sender_id, posted_at)
                select s.conversation_id, s.seq, f.file_id, f.place, f.kind, f.name, f.words::tsvector, s.sender_id, s.posted_at
                from checked i
                join stored s on s.conversation_id = i.conversation_id and s.sender_id = i.sender_id and s.client_message_id = i.client_message_id
                join unnest($19::bigint[], $20::uuid[], $21::int[], $22::int[], $23::text[], $24::text[]) f (ord, file_id, place, kind, name, words) on f.ord = i.ord),
            """)}}
            {{If(parts.Names, """
            mentioned as (
                insert into mentions (conversation_id, user_id, seq, sender_id, in_thread)
                select s.conversation_id, n.user_id, s.seq, s.sender_id, s.thread_seq is not null and not s.also_in_main
                from stored s cross join lateral (
                    select unnest(s.mentions)
                    union select '00000000-0000-0000-0000-000000000000' where s.mentions_everyone = 1
                    union select m.user_id
                    from checked i
                    join unnest($16::bigint[], $17::uuid[]) h (ord, user_id) on h.ord = i.ord
                    join members m on m.conversation_id = i.conversation_id and m.user_id = h.user_id and m.left_at is null
                    where s.mentions_everyone = 2 and i.conversation_id = s.conversation_id and i.sender_id = s.sender_id
                        and i.client_message_id = s.client_message_id) n (user_id)),
            """)}}
            slowed as (
                update members m set last_posted_at = clock_timestamp() from checked i
                where i.slow and i.refusal is null and m.conversation_id = i.conversation_id and m.user_id = i.sender_id)
            select null::bigint as ord, null::int as refusal, null::bigint as wait, s.* from stored s
            union all
            select i.ord, i.refusal, (1000 * extract(epoch from case i.refusal when 32 then i.muted_until when 33 then i.slow_until end - clock_timestamp()))::bigint, nothing.*
            from checked i left join (select {{MessageRows.Columns}} from messages x where false) nothing on true
            where i.refusal is not null
            """;
    }

    /// <summary>The files of a message, and the posters of its films, which are served like them and listed nowhere: their places are below 0.</summary>
    static IEnumerable<(int Place, Guid Id, FileKind Kind, string Name)> FilesOf(NewMessage item) =>
        (item.Files ?? []).SelectMany((file, place) => file.Poster is { } poster
            ? ((int, Guid, FileKind, string)[])[(place, file.FileId, file.Kind, file.Name), (-1 - place, poster.FileId, FileKind.Image, "poster")]
            : [(place, file.FileId, file.Kind, file.Name)]);

    /// <summary>The first message of each thread says how many replies there are, and changes with that: with a version of its own, behind those of the replies.</summary>
    static NpgsqlBatchCommand CountReplies(Keys keys) => keys.Over("""
        with replied as (
            select conversation_id, seq, added, last_seq, row_number() over (partition by conversation_id order by seq) as place
            from (
                select r.conversation_id, r.seq, count(*)::int as added, max(x.seq) as last_seq
                from messages r
                join messages x on x.conversation_id = r.conversation_id and x.thread_seq = r.seq and x.seq > coalesce(r.thread_last_seq, 0)
                where (r.conversation_id, r.seq) in (
                    select n.conversation_id, n.thread_seq from messages n
                    join unnest($1::uuid[], $2::uuid[], $3::uuid[]) i (conversation_id, sender_id, client_message_id)
                        on n.conversation_id = i.conversation_id and n.sender_id = i.sender_id and n.client_message_id = i.client_message_id)
                group by r.conversation_id, r.seq) counted),
        advanced as (
            update conversations c set version = c.version + n.roots, changed_xid = pg_current_xact_id()
            from (select conversation_id, count(*) as roots from replied group by conversation_id) n
            where c.id = n.conversation_id
            returning c.id, c.version - n.roots as version)
        update messages r set thread_replies = r.thread_replies + n.added, thread_last_seq = n.last_seq, version = a.version + n.place
        from replied n join advanced a on a.id = n.conversation_id
        where r.conversation_id = n.conversation_id and r.seq = n.seq
        """);

    /// <summary>
    /// What a try of unknown end has written may wait for a standby still. A write behind it is acknowledged only when both are safe.
    /// </summary>
    static NpgsqlBatchCommand TouchAgain(Guid[] conversations) =>
        new("update conversations set changed_xid = pg_current_xact_id() where id = any($1)") { Parameters = { new() { Value = conversations } } };

    static async Task<Written> ReadAsync(NpgsqlDataReader reader, List<NewMessage> asked, bool threads)
    {
        await reader.NextResultAsync();
        var heads = new Dictionary<Guid, (long Seq, long Version)>();
        while (await reader.ReadAsync()) heads.Add(reader.GetGuid(0), (reader.GetInt64(1), reader.GetInt64(2)));

        await reader.NextResultAsync();
        var answers = new Dictionary<Key, Result<Message>>(asked.Count);
        while (await reader.ReadAsync())
        {
            if (!reader.IsDBNull(0)) answers.Add(KeyOf(asked[(int)reader.GetInt64(0) - 1]), ReadRefusal(reader));
            else Add(answers, MessageRows.Read(reader, 3));
        }

        var roots = new List<Message>();
        if (threads)
        {
            await reader.NextResultAsync();
            while (await reader.ReadAsync()) roots.Add(MessageRows.Read(reader, 0));
        }

        await reader.NextResultAsync();
        var audiences = new Dictionary<Guid, Audience>();
        while (await reader.ReadAsync()) audiences.Add(reader.GetGuid(0), Audiences.Read(reader, 0));
        return new(answers, roots, heads, audiences);
    }

    /// <summary>Adds the rows of what was stored before. If they cannot be read, nobody is told anything: the rerun finds and pushes all.</summary>
    async Task AddKnownAsync(List<NewMessage> known, Dictionary<Key, Result<Message>> answers)
    {
        await using var batch = new NpgsqlBatch { BatchCommands = { TransactionBounds.ForTheLog() } };
        batch.BatchCommands.Add(KeysOf(known).Over($"""
            select {MessageRows.Columns}
            from unnest($1::uuid[], $2::uuid[], $3::uuid[]) i (conversation_id, sender_id, client_message_id)
            join messages x on x.conversation_id = i.conversation_id and x.sender_id = i.sender_id and x.client_message_id = i.client_message_id
            """));
        try
        {
            foreach (var message in await session.CommitAsync(nameof(NpgsqlMessageLog), batch, ReadKnownAsync)) Add(answers, message);
        }
        catch (WriteFailedException e)
        {
            throw new WriteFailedException(WriteFailure.Unknown, e);
        }

        static async Task<List<Message>> ReadKnownAsync(NpgsqlDataReader reader)
        {
            await reader.NextResultAsync();
            return await MessageRows.ReadAllAsync(reader, CancellationToken.None);
        }
    }

    static void Add(Dictionary<Key, Result<Message>> answers, Message message) =>
        answers.Add(new(message.ConversationId, message.SenderId, message.ClientMessageId!.Value), message);

    static Refusal ReadRefusal(NpgsqlDataReader row) => new()
    {
        Code = (ErrorCode)row.GetInt32(1),
        RetryAfterMilliseconds = row.IsDBNull(2) ? null : (int)Math.Clamp(row.GetInt64(2), 1, int.MaxValue),
    };

    /// <summary>What this batch has stored. After an unknown try that includes what that one stored: nobody has pushed it yet.</summary>
    static IEnumerable<Delivery> Deliveries(Written written, bool rerun)
    {
        var stored = written.Answers.Values.Select(a => a.IsOk(out var message, out _) ? message : null).OfType<Message>();
        foreach (var conversation in stored.GroupBy(m => m.ConversationId))
        {
            var (seq, version) = written.Heads[conversation.Key];
            var rows = conversation.Where(m => m.Seq > seq).Concat(written.Roots.Where(r => r.ConversationId == conversation.Key && r.Version > version))
                .GroupBy(m => m.Seq).Select(same => same.MaxBy(m => m.Version)!).OrderBy(m => m.Seq).ToList();
            if (rows.Count > 0)
            {
                var changes = new ConversationChanges { ConversationId = conversation.Key, After = version, Version = rows.Max(m => m.Version), Messages = rows };
                foreach (var piece in WireSize.Cut(changes)) yield return new ChangesDelivery(written.Audiences[conversation.Key], piece);
            }
            if (rerun && conversation.Any(m => m.Seq <= seq))
                yield return new ConversationsChangedDelivery(written.Audiences[conversation.Key]);
        }
    }

    static Key KeyOf(NewMessage item) => new(item.ConversationId, item.SenderId, item.ClientMessageId);

    static Keys KeysOf(List<NewMessage> items) =>
        new([.. items.Select(i => i.ConversationId)], [.. items.Select(i => i.SenderId)], [.. items.Select(i => i.ClientMessageId)]);

    /// <summary>Under which a message is stored once.</summary>
    readonly record struct Key(Guid Conversation, Guid Sender, Guid ClientMessage);

    /// <summary>What a batch has answered.</summary>
    /// <param name="Answers">The new rows, and what was refused.</param>
    /// <param name="Roots">The first messages of the threads, as they are now.</param>
    /// <param name="Heads">Where the conversations were.</param>
    /// <param name="Audiences">Whom to push to.</param>
    sealed record Written(
        Dictionary<Key, Result<Message>> Answers, IReadOnlyList<Message> Roots, Dictionary<Guid, (long Seq, long Version)> Heads, Dictionary<Guid, Audience> Audiences);

    /// <summary>Whose items they are, each with its place.</summary>
    sealed record Keys(Guid[] Conversations, Guid[] Senders, Guid[] ClientMessages)
    {
        /// <summary>A command whose first three parameters they are.</summary>
        public NpgsqlBatchCommand Over(string sql) =>
            new(sql) { Parameters = { new() { Value = Conversations }, new() { Value = Senders }, new() { Value = ClientMessages } } };
    }
}

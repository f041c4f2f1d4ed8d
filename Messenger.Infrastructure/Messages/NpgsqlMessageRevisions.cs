using System.Text.Json;
using Messenger.Contracts;
using Messenger.Contracts.Conversations;
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

/// <summary>
/// Changes of messages on PostgreSQL: two round trips under the lock of the conversation, as for any change of it. Every changed row gets a version
/// of its own, so that a page of changes can end between any two.
/// </summary>
sealed class NpgsqlMessageRevisions(ConnectionPools pools, ConversationLimits limits) : IMessageRevisions
{
    /// <summary>Users that a row names under its reactions.</summary>
    const int NamedReactions = 200;

    public async Task<Result<RevisedMessage>> ReviseAsync(
        Guid caller, Guid conversationId, long seq, Func<MessageState, Result<Revision>> decide, CancellationToken cancellationToken)
    {
        var tries = 0;
        try
        {
            return await Repeating.OnceAsync(() => ReviseOnceAsync(caller, conversationId, seq, decide, again: tries++ > 0, cancellationToken));
        }
        catch (PostgresException e) when (NpgsqlFailures.IsLateStatement(e))
        {
            return ErrorCode.UnavailableRetry; // It waited too long for a lock and has written nothing.
        }
    }

    async Task<Result<RevisedMessage>> ReviseOnceAsync(
        Guid caller, Guid conversationId, long seq, Func<MessageState, Result<Revision>> decide, bool again, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!(await LockAsync(connection, caller, conversationId, seq, cancellationToken)).IsOk(out var found, out var refusal)) return refusal;
        if (!decide(found.State).IsOk(out var revision, out refusal)) return refusal;
        if (revision is Revision.None)
        {
            // What the try of unknown end has written was pushed to nobody.
            var audience = await ReadAudienceAsync(connection, conversationId, cancellationToken);
            return new RevisedMessage(found.State.Message, again ? [new ConversationsChangedDelivery(audience)] : []);
        }

        var (revised, _) = await WriteAsync(connection, Write(revision, new(caller, conversationId, seq, found.Version + 1)), conversationId, seq, found.Version, cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return revised;
    }

    /// <summary>Writes the commands of a change, moves the conversation on, and reads what to push.</summary>
    async Task<(RevisedMessage Revised, long Version)> WriteAsync(
        NpgsqlConnection connection, IEnumerable<NpgsqlBatchCommand> commands, Guid conversationId, long seq, long version, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in commands) batch.BatchCommands.Add(command);
        batch.BatchCommands.Add(new("""
            update conversations set version = (select max(version) from messages where conversation_id = $1 and version > $2), changed_xid = pg_current_xact_id()
            where id = $1
            """) { Parameters = { new() { Value = conversationId }, new() { Value = version } } });
        batch.BatchCommands.Add(new($"""
            select {MessageRows.Columns} from messages x where x.conversation_id = $1 and x.version > $2 order by x.seq
            """) { Parameters = { new() { Value = conversationId }, new() { Value = version } } });
        batch.BatchCommands.Add(Audiences.Of([conversationId], limits));
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        return await ReadAsync(rows, conversationId, seq, version, cancellationToken);
    }

    public async Task<IReadOnlyList<Delivery>?> VanishAsync(CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        Guid conversationId;
        long version;
        await using (var lockBatch = new NpgsqlBatch(connection, transaction))
        {
            lockBatch.BatchCommands.Add(TransactionBounds.Ordinary());
            // Nodes that look at the same time take different conversations.
            lockBatch.BatchCommands.Add(new("""
                select c.id, c.version from conversations c
                where c.id in (select conversation_id from messages where vanishes_at <= now() and recalled_at is null order by vanishes_at limit 100)
                limit 1 for no key update skip locked
                """));
            await using var rows = await lockBatch.ExecuteReaderAsync(cancellationToken);
            await rows.NextResultAsync(cancellationToken);
            if (!await rows.ReadAsync(cancellationToken)) return null;
            (conversationId, version) = (rows.GetGuid(0), rows.GetInt64(1));
        }
        var seqs = new List<long>();
        await using (var due = new NpgsqlCommand("""
            select seq from messages where conversation_id = $1 and vanishes_at <= now() and recalled_at is null order by seq limit 100
            """, connection) { Parameters = { new() { Value = conversationId } } })
        {
            await using var rows = await due.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken)) seqs.Add(rows.GetInt64(0));
        }
        if (seqs.Count == 0) return [];
        var deliveries = new List<Delivery>();
        foreach (var seq in seqs)
        {
            var revised = await WriteAsync(connection, Empty(new(Guid.Empty, conversationId, seq, version + 1)), conversationId, seq, version, cancellationToken);
            version = revised.Version;
            deliveries.AddRange(revised.Revised.Deliveries);
        }
        await transaction.CommitAsync(CancellationToken.None);
        return deliveries;
    }

    static async Task<Result<(MessageState State, long Version)>> LockAsync(
        NpgsqlConnection connection, Guid caller, Guid conversationId, long seq, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(TransactionBounds.Ordinary());
        batch.BatchCommands.Add(new($"""
            select {ConversationRows.Columns}, c.version, c.kind = 1 and {Blocks.Sql("c", "$2")} from conversations c where c.id = $1 for no key update
            """) { Parameters = { new() { Value = conversationId }, new() { Value = caller } } });
        batch.BatchCommands.Add(new("""
            select m.role, m.first_seq, m.muted_until from members m join users u on u.id = m.user_id
            where m.conversation_id = $1 and m.user_id = $2 and m.left_at is null and u.deactivated_at is null
            """) { Parameters = { new() { Value = conversationId }, new() { Value = caller } } });
        batch.BatchCommands.Add(new($"""
            select {MessageRows.Columns},
                array(select emoji from reactions r where r.conversation_id = $1 and r.seq = $2 and r.user_id = $3),
                (select count(*)::int from messages p where p.conversation_id = $1 and p.pinned_at is not null),
                array(select option from poll_votes v where v.conversation_id = $1 and v.seq = $2 and v.user_id = $3)
            from messages x where x.conversation_id = $1 and x.seq = $2
            """) { Parameters = { new() { Value = conversationId }, new() { Value = seq }, new() { Value = caller } } });

        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        await rows.NextResultAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken)) return ErrorCode.NotAMember;
        var (conversation, version, isBlocked) = (ConversationRows.Read(rows, 0), rows.GetInt64(ConversationRows.Count), rows.GetBoolean(ConversationRows.Count + 1));
        await rows.NextResultAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken)) return ErrorCode.NotAMember;
        var (role, first) = ((MemberRole)rows.GetInt32(0), rows.GetInt64(1));
        DateTimeOffset? mutedUntil = rows.IsDBNull(2) ? null : rows.GetFieldValue<DateTimeOffset>(2);
        await rows.NextResultAsync(cancellationToken);
        if (seq < first || !await rows.ReadAsync(cancellationToken)) return ErrorCode.NotFound;
        var state = new MessageState
        {
            Message = MessageRows.Read(rows, 0),
            Conversation = conversation,
            Role = role,
            MutedUntil = mutedUntil,
            IsBlocked = isBlocked,
            OwnReactions = rows.GetFieldValue<string[]>(MessageRows.Count).ToHashSet(),
            Pins = rows.GetInt32(MessageRows.Count + 1),
            OwnVotes = rows.GetFieldValue<int[]>(MessageRows.Count + 2),
        };
        return (state, version);
    }

    async Task<Audience> ReadAudienceAsync(NpgsqlConnection connection, Guid conversationId, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Audiences.Of([conversationId], limits));
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        return Audiences.Read(rows, 0);
    }

    static async Task<(RevisedMessage Revised, long Version)> ReadAsync(NpgsqlDataReader rows, Guid conversationId, long seq, long version, CancellationToken cancellationToken)
    {
        var messages = await MessageRows.ReadAllAsync(rows, cancellationToken);
        await rows.NextResultAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        var audience = Audiences.Read(rows, 0);
        var changes = new ConversationChanges
        {
            ConversationId = conversationId,
            After = version,
            Version = messages.Max(m => m.Version),
            Messages = messages,
        };
        return (new(messages.Single(m => m.Seq == seq), [.. WireSize.Cut(changes).Select(piece => new ChangesDelivery(audience, piece))]), changes.Version);
    }

    static IEnumerable<NpgsqlBatchCommand> Write(Revision revision, Target target) => revision switch
    {
        Revision.NewText edit => WriteText(edit, target),
        Revision.Recalled => WriteRecall(target),
        Revision.Reacted { Emoji: var emoji } => WriteReaction(target, emoji, """
            insert into reactions (conversation_id, seq, emoji, user_id, reacted_at) values ($1, $2, $5, $3, clock_timestamp()) on conflict do nothing
            """),
        Revision.Unreacted { Emoji: var emoji } => WriteReaction(target, emoji, """
            delete from reactions where conversation_id = $1 and seq = $2 and emoji = $5 and user_id = $3
            """),
        Revision.Previewed { Preview: var preview } => [target.Update(
            "detail = coalesce(x.detail, '{}') || jsonb_build_object('preview', $5)",
            new NpgsqlParameter { Value = JsonSerializer.Serialize(preview, StoredJson.Default.LinkPreview), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Jsonb })],
        Revision.Confirmed => [target.Update("detail = jsonb_set(x.detail, '{urgent,confirmedIds}', x.detail #> '{urgent,confirmedIds}' || to_jsonb($3))")],
        Revision.Voted vote => WriteVote(vote, target),
        Revision.PollClosed => [target.Update("detail = jsonb_set(x.detail, '{poll,closed}', 'true')")],
        Revision.Pinned => [target.Update("pinned_at = clock_timestamp(), pinned_by = $3")],
        Revision.Unpinned => [target.Update("pinned_at = null, pinned_by = null")],
        _ => throw new ArgumentOutOfRangeException(nameof(revision), revision.GetType().Name, "Not a kind of revision."),
    };

    static IEnumerable<NpgsqlBatchCommand> WriteText(Revision.NewText edit, Target target)
    {
        yield return target.KeepText();
        // Those who were online when it was posted stay mentioned as long as it says so.
        yield return target.Command("""
            delete from mentions n using messages x
            where n.conversation_id = $1 and n.seq = $2 and x.conversation_id = $1 and x.seq = $2 and not (coalesce(x.mentions_everyone = 2, false) and $5)
            """, new NpgsqlParameter { Value = edit.Mentions.Everyone == MentionScope.Here });
        yield return target.Update("""
            text = $5, words = $9::tsvector, edited_at = clock_timestamp(), mentions_everyone = $6, detail = case when $8 then x.detail else nullif(x.detail - 'preview', '{}') end,
            mentions = (select array_agg(m.user_id) from members m where m.conversation_id = $1 and m.user_id = any($7) and m.left_at is null)
            """,
            new() { Value = edit.Text },
            new() { Value = (object?)(int?)edit.Mentions.Everyone ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Integer },
            new() { Value = edit.Mentions.UserIds.ToArray() },
            new() { Value = edit.KeepsLink },
            new() { Value = SearchVector.Of(edit.Text, target.Caller, edit.Files), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        yield return target.Command("""
            insert into mentions (conversation_id, user_id, seq, sender_id, in_thread)
            select x.conversation_id, n.user_id, x.seq, x.sender_id, x.thread_seq is not null and not x.also_in_main
            from messages x cross join lateral (
                select unnest(x.mentions) union select '00000000-0000-0000-0000-000000000000' where x.mentions_everyone = 1) n (user_id)
            where x.conversation_id = $1 and x.seq = $2
            on conflict do nothing
            """);
    }

    /// <summary>The text stays with the earlier ones, which nobody reads of a recalled message; whoever answers for what was said may need it.</summary>
    static IEnumerable<NpgsqlBatchCommand> WriteRecall(Target target)
    {
        yield return target.KeepText();
        foreach (var command in Empty(target)) yield return command;
        yield return target.Update("recalled_by = $3");
    }

    /// <summary>Takes from a message all that it says, and where others say it; its mark of being recalled says by nobody.</summary>
    static IEnumerable<NpgsqlBatchCommand> Empty(Target target)
    {
        yield return target.Command("delete from mentions where conversation_id = $1 and seq = $2");
        yield return target.Command("delete from reactions where conversation_id = $1 and seq = $2");
        yield return target.Command("delete from poll_votes where conversation_id = $1 and seq = $2");
        // The time for which they stay begins when nobody has them any more.
        yield return target.Command("""
            with freed as (delete from message_files where conversation_id = $1 and seq = $2 returning file_id)
            update files set touched_at = clock_timestamp() where id in (select file_id from freed)
            """);
        yield return target.Update("""
            text = null, words = null, recalled_at = clock_timestamp(), recalled_by = null, edited_at = null, pinned_at = null, pinned_by = null, mentions = null,
            mentions_everyone = null, detail = null, card = null
            """);
        yield return target.Unquote();
    }

    static IEnumerable<NpgsqlBatchCommand> WriteVote(Revision.Voted vote, Target target)
    {
        yield return target.Command("delete from poll_votes where conversation_id = $1 and seq = $2 and user_id = $3");
        yield return target.Command("""
            insert into poll_votes (conversation_id, seq, option, user_id, voted_at) select $1, $2, o, $3, clock_timestamp() from unnest($5::int[]) o
            """, new NpgsqlParameter { Value = vote.Options.ToArray() });
        yield return target.Update("""
            detail = jsonb_set(x.detail, '{poll}', x.detail -> 'poll' || jsonb_build_object(
                'voters', (select count(distinct v.user_id) from poll_votes v where v.conversation_id = $1 and v.seq = $2),
                'options', (
                    select jsonb_agg(
                        o.option || jsonb_build_object('votes', coalesce(v.votes, 0))
                            || case when o.option ? 'userIds' then jsonb_build_object('userIds', to_jsonb(coalesce(v.users, '{}'))) else '{}' end
                        order by o.place)
                    from jsonb_array_elements(x.detail #> '{poll,options}') with ordinality o (option, place)
                    left join (
                        select option, count(*) as votes,
                            (array_agg(user_id order by voted_at, user_id))[1:$5 / jsonb_array_length((select p.detail #> '{poll,options}' from messages p where p.conversation_id = $1 and p.seq = $2))] as users
                        from poll_votes where conversation_id = $1 and seq = $2 group by option) v on v.option = o.place - 1)))
            """, new NpgsqlParameter { Value = NamedReactions });
    }

    static IEnumerable<NpgsqlBatchCommand> WriteReaction(Target target, string emoji, string sql)
    {
        yield return target.Command(sql, new NpgsqlParameter { Value = emoji });
        yield return target.Update("""
            detail = nullif(coalesce(x.detail, '{}') - 'reactions' || coalesce((
                select jsonb_build_object('reactions', jsonb_agg(jsonb_build_object('emoji', e.emoji, 'count', e.count, 'userIds', e.users) order by e.first_at, e.emoji))
                from (
                    select r.emoji, count(*) as count, min(r.reacted_at) as first_at, (array_agg(r.user_id order by r.reacted_at, r.user_id))[1:$5 / k.kinds] as users
                    from reactions r cross join (
                        select count(distinct emoji)::int as kinds from reactions where conversation_id = $1 and seq = $2) k
                    where r.conversation_id = $1 and r.seq = $2
                    group by r.emoji, k.kinds) e
                having count(*) > 0), '{}'), '{}')
            """, new NpgsqlParameter { Value = NamedReactions });
    }

    /// <summary>The message, whose change it is, and the version that it gets.</summary>
    sealed record Target(Guid Caller, Guid ConversationId, long Seq, long Version)
    {
        /// <summary>$1 is the conversation, $2 the seq, $3 the caller, $4 the version; what the statement needs besides begins at $5.</summary>
        public NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] more)
        {
            var command = new NpgsqlBatchCommand(sql)
            {
                Parameters = { new() { Value = ConversationId }, new() { Value = Seq }, new() { Value = Caller }, new() { Value = Version } },
            };
            foreach (var parameter in more) command.Parameters.Add(parameter);
            return command;
        }

        public NpgsqlBatchCommand Update(string set, params NpgsqlParameter[] more) =>
            Command($"update messages x set version = $4, {set} where x.conversation_id = $1 and x.seq = $2", more);

        /// <summary>Those who quote it change as well, each with a version of its own.</summary>
        public NpgsqlBatchCommand Unquote() => Command("""
            update messages x set version = $4 + n.place, detail = x.detail #- '{quote,text}'
            from (
                select seq, row_number() over (order by seq) as place from messages
                where conversation_id = $1 and reply_to = $2 and detail -> 'quote' ? 'text') n
            where x.conversation_id = $1 and x.seq = n.seq
            """);

        public NpgsqlBatchCommand KeepText() => Command("""
            insert into earlier_texts (conversation_id, seq, version, text, replaced_at)
            select conversation_id, seq, $4, text, clock_timestamp() from messages where conversation_id = $1 and seq = $2 and vanishes_at is null
            """);
    }
}

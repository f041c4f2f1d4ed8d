using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;
using Messenger.Domain;
using Messenger.Domain.Conversations;
using Messenger.Infrastructure.Messages;
using Messenger.Infrastructure.Postgres;
using Npgsql;

namespace Messenger.Infrastructure.Conversations;

/// <summary>
/// Conversations and memberships on PostgreSQL. Every change locks the conversation's row first, as an append does. A start finds what it has
/// made, so it is done once more when the connection was lost; a change is not (decision 0008).
/// </summary>
sealed class NpgsqlConversationStore(ConnectionPools pools, ConversationLimits limits) : IConversationStore
{
    public Task<Result<StartedConversation>> StartDirectAsync(Guid id, Guid caller, Guid peer, CancellationToken cancellationToken) =>
        UnlessLockedAsync(() => Repeating.OnceAsync(() => FindOrMakeDirectAsync(id, caller, peer, cancellationToken)));

    async Task<Result<StartedConversation>> FindOrMakeDirectAsync(Guid id, Guid caller, Guid peer, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await FindInactiveAsync(connection, [caller, peer], cancellationToken) is { } inactive) return inactive;

        var (low, high) = caller.CompareTo(peer) <= 0 ? (caller, peer) : (peer, caller);
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new("""
            insert into conversations (id, kind, history, direct_low, direct_high, seq, version, details_version, member_count, delivery_epoch,
                created_at, active_at, changed_xid)
            values ($1, 1, 1, $2, $3, 0, 1, 1, case when $2 = $3 then 1 else 2 end, 0, now(), now(), pg_current_xact_id())
            on conflict (direct_low, direct_high) do nothing
            """) { Parameters = { new() { Value = id }, new() { Value = low }, new() { Value = high } } });
        batch.BatchCommands.Add(new("""
            insert into members (conversation_id, user_id, role, joined_at, first_seq, read_seq, version, changed_xid)
            select c.id, u.id, 1, now(), 1, 0, 1, pg_current_xact_id()
            from conversations c cross join (select distinct unnest(array[$2, $3]::uuid[]) as id) u
            where c.id = $1
            """) { Parameters = { new() { Value = id }, new() { Value = low }, new() { Value = high } } });
        batch.BatchCommands.Add(new("select id from conversations where direct_low = $1 and direct_high = $2")
        {
            Parameters = { new() { Value = low }, new() { Value = high } },
        });
        var found = (Guid)(await batch.ExecuteScalarAsync(cancellationToken))!;
        await transaction.CommitAsync(CancellationToken.None);
        return new StartedConversation(found, found == id, low == high ? [low] : [low, high]);
    }

    public Task<Result<StartedConversation>> StartGroupAsync(NewGroup group, CancellationToken cancellationToken) =>
        UnlessLockedAsync(() => Repeating.OnceAsync(() => FindOrMakeGroupAsync(group, cancellationToken)));

    async Task<Result<StartedConversation>> FindOrMakeGroupAsync(NewGroup group, CancellationToken cancellationToken)
    {
        Guid[] users = [group.OwnerId, .. group.MemberIds];
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await FindInactiveAsync(connection, users, cancellationToken) is not null) return ErrorCode.UserNotFound;

        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new("""
            insert into conversations (id, kind, title, description, history, seq, version, details_version, member_count, delivery_epoch,
                created_at, active_at, changed_xid, visibility, joining)
            values ($1, 2, $2, $3, $4, 1, 1, 1, $5, 0, now(), now(), pg_current_xact_id(), $6, $7)
            on conflict (id) do nothing
            returning id
            """)
        {
            Parameters =
            {
                new() { Value = group.Id },
                new() { Value = group.Title },
                new() { Value = (object?)group.Description ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
                new() { Value = (int)group.History },
                new() { Value = users.Length },
                new() { Value = (int)group.Visibility },
                new() { Value = (int)group.Joining },
            },
        });
        if (await batch.ExecuteScalarAsync(cancellationToken) is null)
            return await FindRepeatedAsync(connection, group, cancellationToken);

        await using var rest = new NpgsqlBatch(connection, transaction);
        rest.BatchCommands.Add(new("""
            insert into members (conversation_id, user_id, role, joined_at, first_seq, read_seq, version, changed_xid)
            select $1, u.id, case when u.id = $2 then 3 else 1 end, now(), 1, 0, 1, pg_current_xact_id() from unnest($3::uuid[]) u (id)
            """) { Parameters = { new() { Value = group.Id }, new() { Value = group.OwnerId }, new() { Value = users } } });
        var entry = new SystemEntry { Event = SystemEvent.GroupCreated, UserIds = [.. group.MemberIds.Take(100)], Text = group.Title };
        rest.BatchCommands.Add(GroupWrites.InsertEntries(group.Id, group.OwnerId, 0, 0, [entry]));
        await rest.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return new StartedConversation(group.Id, true, users);
    }

    /// <summary>A retry of the same owner finds the group; anybody else must not learn that the id exists.</summary>
    static async Task<Result<StartedConversation>> FindRepeatedAsync(NpgsqlConnection connection, NewGroup group, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select from members where conversation_id = $1 and user_id = $2 and role = 3 and left_at is null
            """, connection) { Parameters = { new() { Value = group.Id }, new() { Value = group.OwnerId } } };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return rows.HasRows ? new StartedConversation(group.Id, false, []) : ErrorCode.InvalidRequest;
    }

    public Task<ErrorCode?> ClearAsync(Guid userId, Guid conversationId, long upTo, CancellationToken cancellationToken) =>
        Repeating.OnceAsync(async () =>
        {
            await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("""
                update members m
                set first_seq = greatest(m.first_seq, least($3, c.seq) + 1), read_seq = greatest(m.read_seq, least($3, c.seq)), changed_xid = pg_current_xact_id()
                from conversations c
                where c.id = m.conversation_id and m.conversation_id = $1 and m.user_id = $2 and m.left_at is null
                """, connection) { Parameters = { new() { Value = conversationId }, new() { Value = userId }, new() { Value = upTo } } };
            return await command.ExecuteNonQueryAsync(CancellationToken.None) == 0 ? ErrorCode.NotAMember : (ErrorCode?)null;
        });

    public Task<Result<AvatarImage>> GetAvatarAsync(Guid reader, Guid conversationId, CancellationToken cancellationToken) =>
        Repeating.OnceAsync(async () =>
        {
            await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("""
                select a.content_type, a.bytes
                from conversations c left join avatars a on a.conversation_id = c.id
                where c.id = $1 and (c.visibility = 2 or exists (select from members m where m.conversation_id = c.id and m.user_id = $2 and m.left_at is null))
                """, connection) { Parameters = { new() { Value = conversationId }, new() { Value = reader } } };
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            if (!await rows.ReadAsync(cancellationToken)) return (Result<AvatarImage>)ErrorCode.NotAMember;
            return rows.IsDBNull(0) ? ErrorCode.NotFound : new AvatarImage(rows.GetString(0), rows.GetFieldValue<byte[]>(1));
        });

    public Task<Result<GroupChange>> ChangeAsync(
        Guid conversationId, Guid caller, IReadOnlyList<Guid> users, Guid? link, Func<GroupState, Result<GroupEdit>> decide, CancellationToken cancellationToken) =>
        UnlessLockedAsync(() => ChangeOnceAsync(conversationId, caller, users, link, decide, cancellationToken));

    async Task<Result<GroupChange>> ChangeOnceAsync(
        Guid conversationId, Guid caller, IReadOnlyList<Guid> users, Guid? link, Func<GroupState, Result<GroupEdit>> decide, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(connection, conversationId, [caller, .. users], link, cancellationToken) is not var (state, seq, version, epoch)) return ErrorCode.NotAMember;
        if (!decide(state).IsOk(out var edit, out var refusal)) return refusal;

        var newSeq = seq + edit.Entries.Count;
        var newVersion = version + edit.Entries.Count;
        await using var batch = new NpgsqlBatch(connection, transaction);
        if (edit.Entries.Count > 0)
        {
            batch.BatchCommands.Add(GroupWrites.InsertEntries(conversationId, caller, seq, version, edit.Entries));
            GroupWrites.AddMembershipChanges(batch, conversationId, edit, seq + 1, newVersion);
            if (edit.Mutes.Count > 0) batch.BatchCommands.Add(GroupWrites.WriteMutes(conversationId, edit, newVersion));
            if (edit.Avatar is { } avatar) batch.BatchCommands.Add(GroupWrites.WriteAvatar(conversationId, avatar));
            batch.BatchCommands.Add(GroupWrites.UpdateConversation(edit.Details ?? state.Conversation, edit, newSeq, newVersion));
        }
        var requestsChange = edit.Request is not null || edit.Settled.Any(state.Requested.Contains);
        if (requestsChange || edit.UsedLink is not null) GroupWrites.AddJoining(batch, conversationId, edit);
        var size = state.Conversation.MemberCount + edit.Joins.Count - edit.Leaves.Count;
        var staysLarge = Math.Min(size, state.Conversation.MemberCount) > limits.UserDeliveryMembers;
        batch.BatchCommands.Add(new($"select {ConversationRows.Columns} from conversations c where c.id = $1") { Parameters = { new() { Value = conversationId } } });
        batch.BatchCommands.Add(new($"""
            select {MessageRows.Columns} from messages x where x.conversation_id = $1 and x.seq > $2 order by x.seq
            """) { Parameters = { new() { Value = conversationId }, new() { Value = seq } } });
        batch.BatchCommands.Add(new($"""
            select {MemberRows.Columns} from members m join conversations c on c.id = m.conversation_id
            where m.conversation_id = $1 and m.version > $2 order by m.user_id
            """) { Parameters = { new() { Value = conversationId }, new() { Value = version }, new() { Value = limits.ReceiptMembers } } });
        // Those of a large group are told as a group.
        batch.BatchCommands.Add(new("select user_id from members where conversation_id = $1 and left_at is null and not $2")
        {
            Parameters = { new() { Value = conversationId }, new() { Value = staysLarge } },
        });
        batch.BatchCommands.Add(new("select user_id from members where conversation_id = $1 and left_at is null and role > 1 and $2")
        {
            Parameters = { new() { Value = conversationId }, new() { Value = requestsChange } },
        });

        ConversationChanges changes;
        IReadOnlyList<Guid> members, administrators;
        await using (var rows = await batch.ExecuteReaderAsync(cancellationToken))
            (changes, members, administrators) = await ReadChangesAsync(rows, version, newVersion, cancellationToken);
        // Requests to join leave no entry by which they could be found: their end stays unknown, and asking again finds them.
        await CommitAsync(
            transaction, () => requestsChange && edit.Entries.Count == 0 ? Task.FromResult(false) : IsStoredAsync(conversationId, caller, newSeq, newVersion, edit.Entries));
        return Announce(edit, changes, members, administrators, epoch, wasLarge: state.Conversation.MemberCount > limits.UserDeliveryMembers);
    }

    /// <summary>
    /// Who is told, and how. While a conversation becomes large, and when it no longer is, its members are told as users: not all of them are
    /// in the group.
    /// </summary>
    GroupChange Announce(
        GroupEdit edit, ConversationChanges changes, IReadOnlyList<Guid> members, IReadOnlyList<Guid> administrators, int epoch, bool wasLarge)
    {
        var conversation = changes.Conversation!;
        var isLarge = conversation.MemberCount > limits.UserDeliveryMembers;
        Audience audience = isLarge && wasLarge ? new GroupAudience(conversation.Id, epoch) : new UserAudience(members);
        var move = isLarge && wasLarge && edit.Leaves.Count > 0
            ? new MoveDelivery(conversation.Id, epoch, epoch + 1, changes.After, edit.Leaves)
            : null;
        return new(conversation, changes, audience, move, BecameLarge: isLarge && !wasLarge, administrators);
    }

    static async Task<(ConversationChanges Changes, IReadOnlyList<Guid> Members, IReadOnlyList<Guid> Administrators)> ReadChangesAsync(
        NpgsqlDataReader rows, long version, long newVersion, CancellationToken cancellationToken)
    {
        await rows.ReadAsync(cancellationToken);
        var conversation = ConversationRows.Read(rows, 0);
        await rows.NextResultAsync(cancellationToken);
        var messages = new List<Message>();
        while (await rows.ReadAsync(cancellationToken)) messages.Add(MessageRows.Read(rows, 0));
        await rows.NextResultAsync(cancellationToken);
        var members = new List<Member>();
        while (await rows.ReadAsync(cancellationToken)) members.Add(MemberRows.Read(rows, 0));
        await rows.NextResultAsync(cancellationToken);
        var users = new List<Guid>();
        while (await rows.ReadAsync(cancellationToken)) users.Add(rows.GetGuid(0));
        await rows.NextResultAsync(cancellationToken);
        var administrators = new List<Guid>();
        while (await rows.ReadAsync(cancellationToken)) administrators.Add(rows.GetGuid(0));
        var changes = new ConversationChanges
        {
            ConversationId = conversation.Id,
            After = version,
            Version = newVersion,
            Messages = messages,
            Members = members,
            Conversation = conversation,
        };
        return (changes, users, administrators);
    }

    /// <summary>Locks the conversation and reads what the rules go by; null when there is none.</summary>
    static async Task<(GroupState State, long Seq, long Version, int DeliveryEpoch)?> LockAsync(
        NpgsqlConnection connection, Guid conversationId, Guid[] users, Guid? link, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(TransactionBounds.Ordinary());
        batch.BatchCommands.Add(new($"""
            select {ConversationRows.Columns}, c.seq, c.version, c.delivery_epoch from conversations c where c.id = $1 for no key update
            """) { Parameters = { new() { Value = conversationId } } });
        batch.BatchCommands.Add(new("""
            select user_id, role, coalesce(muted_until > now(), false) from members where conversation_id = $1 and user_id = any($2) and left_at is null order by user_id for no key update
            """) { Parameters = { new() { Value = conversationId }, new() { Value = users } } });
        batch.BatchCommands.Add(new("select id from users where id = any($1) and deactivated_at is null") { Parameters = { new() { Value = users } } });
        batch.BatchCommands.Add(new("""
            select (select user_id from members where conversation_id = $1 and role = 3 and left_at is null),
                coalesce((
                    select max(m.role) from members m join users u on u.id = m.user_id
                    where m.conversation_id = $1 and m.role > 1 and m.left_at is null and u.deactivated_at is null), 1)
            """) { Parameters = { new() { Value = conversationId } } });
        batch.BatchCommands.Add(new("select user_id from join_requests where conversation_id = $1 and user_id = any($2)")
        {
            Parameters = { new() { Value = conversationId }, new() { Value = users } },
        });
        batch.BatchCommands.Add(new("select id, expires_at, uses_left, needs_approval from join_links where id = $2 and conversation_id = $1 for update")
        {
            Parameters = { new() { Value = conversationId }, new() { Value = (object?)link ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid } },
        });

        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        await rows.NextResultAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken)) return null;
        var state = new GroupState
        {
            Conversation = ConversationRows.Read(rows, 0),
            Roles = new Dictionary<Guid, MemberRole>(),
            ActiveUsers = new HashSet<Guid>(),
            HighestActiveRole = MemberRole.Member,
        };
        const int Counters = ConversationRows.Count;
        var (seq, version, epoch) = (rows.GetInt64(Counters), rows.GetInt64(Counters + 1), rows.GetInt32(Counters + 2));
        await rows.NextResultAsync(cancellationToken);
        var roles = new Dictionary<Guid, MemberRole>();
        var muted = new HashSet<Guid>();
        while (await rows.ReadAsync(cancellationToken))
        {
            roles.Add(rows.GetGuid(0), (MemberRole)rows.GetInt32(1));
            if (rows.GetBoolean(2)) muted.Add(rows.GetGuid(0));
        }
        await rows.NextResultAsync(cancellationToken);
        var active = new HashSet<Guid>();
        while (await rows.ReadAsync(cancellationToken)) active.Add(rows.GetGuid(0));
        await rows.NextResultAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        state = state with { OwnerId = rows.IsDBNull(0) ? null : rows.GetGuid(0), HighestActiveRole = (MemberRole)rows.GetInt32(1) };
        await rows.NextResultAsync(cancellationToken);
        var requested = new HashSet<Guid>();
        while (await rows.ReadAsync(cancellationToken)) requested.Add(rows.GetGuid(0));
        await rows.NextResultAsync(cancellationToken);
        var found = await rows.ReadAsync(cancellationToken)
            ? new JoinLinkState(rows.GetGuid(0), rows.GetFieldValue<DateTimeOffset>(1), rows.IsDBNull(2) ? null : rows.GetInt32(2), rows.GetBoolean(3))
            : null;
        return (state with { Roles = roles, ActiveUsers = active, Muted = muted, Requested = requested, Link = found }, seq, version, epoch);
    }

    /// <summary>Locks the accounts against a deactivation in the same moment; says what speaks against one of them.</summary>
    static async Task<ErrorCode?> FindInactiveAsync(NpgsqlConnection connection, Guid[] users, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(TransactionBounds.Ordinary());
        batch.BatchCommands.Add(new("""
            select (select count(distinct id) from unnest($1::uuid[]) i (id)) = count(*), coalesce(bool_and(deactivated_at is null), false)
            from (select deactivated_at from users where id = any($1) order by id for share) u
            """) { Parameters = { new() { Value = users } } });
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        await rows.NextResultAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        return !rows.GetBoolean(0) ? ErrorCode.UserNotFound : !rows.GetBoolean(1) ? ErrorCode.UserDeactivated : null;
    }
    /// <summary>Whoever waits too long for a lock has written nothing, and may try again.</summary>
    static async Task<Result<T>> UnlessLockedAsync<T>(Func<Task<Result<T>>> write)
        where T : notnull
    {
        try
        {
            return await write();
        }
        catch (PostgresException e) when (NpgsqlFailures.IsLateStatement(e))
        {
            return ErrorCode.UnavailableRetry;
        }
    }

    /// <summary>Commits. If the connection breaks meanwhile, looks whether it was done: what is seen is stored, what is not seen is unknown.</summary>
    static async Task CommitAsync(NpgsqlTransaction transaction, Func<Task<bool>> isStored)
    {
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (NpgsqlException e) when (NpgsqlFailures.IsLostConnection(e))
        {
            if (!await isStored()) throw;
        }
    }

    /// <summary>Whether the last entry of a change is where it would be.</summary>
    async Task<bool> IsStoredAsync(Guid conversationId, Guid caller, long seq, long version, IReadOnlyList<SystemEntry> entries)
    {
        if (entries.Count == 0) return true; // nothing was to be written
        try
        {
            await using var connection = await pools.Ordinary.OpenAsync(CancellationToken.None);
            await using var command = new NpgsqlCommand("""
                select exists (
                    select from messages where conversation_id = $1 and seq = $2 and version = $3 and sender_id = $4 and system = $5::jsonb)
                """, connection)
            {
                Parameters =
                {
                    new() { Value = conversationId },
                    new() { Value = seq },
                    new() { Value = version },
                    new() { Value = caller },
                    new() { Value = MessageRows.ToJson(entries[^1]) },
                },
            };
            return (bool)(await command.ExecuteScalarAsync(CancellationToken.None))!;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}

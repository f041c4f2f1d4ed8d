using System.Text.Json;
using Messenger.Contracts;
using Messenger.Contracts.Personal;
using Messenger.Domain;
using Messenger.Domain.Messages;
using Messenger.Domain.Personal;
using Messenger.Infrastructure.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Messenger.Infrastructure.Personal;

/// <summary>
/// Users' own things on PostgreSQL. A write locks the row of the user's version first, so versions are committed in their order and a reader misses none.
/// </summary>
sealed class NpgsqlPersonalStore(ConnectionPools pools) : IPersonalStore
{
    const int PageRows = 500;

    public async Task<Result<PersonalChanges>> SetAsync(Guid userId, PersonalWrite write, int max, CancellationToken cancellationToken)
    {
        try
        {
            // Writing the same again does no harm; where it depends on the version, the first try may have changed that.
            return write.IfVersion is null
                ? await Repeating.OnceAsync(() => WriteAsync(userId, write, max, cancellationToken))
                : await WriteAsync(userId, write, max, cancellationToken);
        }
        catch (PostgresException e) when (NpgsqlFailures.IsLateStatement(e))
        {
            return ErrorCode.UnavailableRetry; // It waited too long for a lock and has written nothing.
        }
    }

    async Task<Result<PersonalChanges>> WriteAsync(Guid userId, PersonalWrite write, int max, CancellationToken cancellationToken)
    {
        var item = write.Item;
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var found = await LockAsync(connection, userId, write, cancellationToken);
        if (Refuse(write, found, max) is { } refusal) return refusal;
        if (item.Deleted && !found.IsThere) return new PersonalChanges { After = found.Version - 1, Version = found.Version - 1, Items = [] };

        // A cursor that goes back would make read replies unread again.
        if (item.Thread is { } thread && found.ThreadReadSeq > thread.ReadSeq) item = item with { Thread = thread with { ReadSeq = found.ThreadReadSeq } };
        item = item with { Version = 0, ChangedAt = null };
        await using var command = new NpgsqlCommand("""
            insert into personal_items (user_id, kind, key, version, changed_at, value, due_at) values ($1, $2, $3, $4, now(), $5, $6)
            on conflict (user_id, kind, key) do update set version = $4, changed_at = now(), value = $5, due_at = $6
            returning changed_at
            """, connection)
        {
            Parameters =
            {
                new() { Value = userId },
                new() { Value = (int)item.Kind },
                new() { Value = item.Key },
                new() { Value = found.Version },
                new() { Value = item.Deleted ? DBNull.Value : JsonSerializer.Serialize(item, ContractsJson.Default.PersonalItem), NpgsqlDbType = NpgsqlDbType.Jsonb },
                new() { Value = (object?)write.DueAt?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            },
        };
        var changedAt = new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellationToken))!, TimeSpan.Zero);
        await transaction.CommitAsync(CancellationToken.None);
        return new PersonalChanges { After = found.Version - 1, Version = found.Version, Items = [item with { Version = found.Version, ChangedAt = changedAt }] };
    }

    static Refusal? Refuse(PersonalWrite write, Found found, int max) =>
        write.IfVersion is { } version && version != found.ItemVersion ? new() { Code = ErrorCode.Conflict }
        : !found.IsMember ? new() { Code = ErrorCode.NotAMember }
        : !found.SeesMessage ? new() { Code = ErrorCode.NotFound }
        : !found.UserExists ? new() { Code = ErrorCode.UserNotFound }
        : !write.Item.Deleted && !found.IsThere && found.Count >= max ? new() { Code = ErrorCode.TooMany }
        : null;

    static async Task<Found> LockAsync(NpgsqlConnection connection, Guid userId, PersonalWrite write, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(TransactionBounds.Ordinary());
        batch.BatchCommands.Add(new("""
            insert into personal_versions (user_id, version) values ($1, 1)
            on conflict (user_id) do update set version = personal_versions.version + 1
            returning version
            """) { Parameters = { new() { Value = userId } } });
        batch.BatchCommands.Add(new("""
            select i.version, i.value is not null, (i.value -> 'thread' ->> 'readSeq')::bigint,
                (select count(*)::int from personal_items n where n.user_id = $1 and n.kind = $2 and n.value is not null),
                $4::uuid is null or m.user_id is not null,
                $5::bigint is null or exists (select from messages x where x.conversation_id = $4 and x.seq = $5 and x.seq >= m.first_seq),
                $6::uuid is null or exists (select from users u where u.id = $6)
            from (select) here
            left join personal_items i on i.user_id = $1 and i.kind = $2 and i.key = $3
            left join members m on m.conversation_id = $4 and m.user_id = $1 and m.left_at is null
            """)
        {
            Parameters =
            {
                new() { Value = userId },
                new() { Value = (int)write.Item.Kind },
                new() { Value = write.Item.Key },
                new() { Value = (object?)write.ConversationId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                new() { Value = (object?)write.Seq ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
                new() { Value = (object?)write.UserId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
            },
        });
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        await rows.NextResultAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        var version = rows.GetInt64(0);
        await rows.NextResultAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        return new(
            version, rows.IsDBNull(0) || !rows.GetBoolean(1) ? 0 : rows.GetInt64(0), rows.IsDBNull(2) ? 0 : rows.GetInt64(2), rows.GetInt32(3), rows.GetBoolean(4), rows.GetBoolean(5), rows.GetBoolean(6));
    }

    public Task<PersonalChanges> GetAsync(Guid userId, long since, CancellationToken cancellationToken) =>
        Repeating.OnceAsync(() => ReadAsync(userId, since, cancellationToken));

    async Task<PersonalChanges> ReadAsync(Guid userId, long since, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new("select version, forgotten_version from personal_versions where user_id = $1") { Parameters = { new() { Value = userId } } });
        // One statement has one snapshot: the version that it shows belongs to what it shows.
        batch.BatchCommands.Add(new("""
            select i.kind, i.key, i.version, i.changed_at, i.value
            from personal_items i join personal_versions v on v.user_id = i.user_id
            where i.user_id = $1 and i.version > case when $2 > v.version or $2 < v.forgotten_version then 0 else $2 end
            order by i.version limit $3
            """) { Parameters = { new() { Value = userId }, new() { Value = since }, new() { Value = PageRows + 1 } } });
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken)) return new() { After = 0, Version = 0, Full = true, Items = [] };
        var (version, forgotten) = (rows.GetInt64(0), rows.GetInt64(1));
        var after = since > version || since < forgotten ? 0 : since;
        await rows.NextResultAsync(cancellationToken);
        var items = new List<PersonalItem>();
        while (await rows.ReadAsync(cancellationToken)) items.Add(ReadItem(rows, 0));
        var page = items.Take(Math.Min(PageRows, WireSize.Fit(items, WireSize.Of))).ToList();
        var more = page.Count < items.Count;
        return new()
        {
            After = after,
            // What was committed between the two statements is shown already.
            Version = more ? page[^1].Version : Math.Max(version, page.Count > 0 ? page[^1].Version : 0),
            Full = after == 0,
            More = more,
            Items = page,
        };
    }

    public async Task<IReadOnlyList<DueItem>> TakeDueAsync(int limit, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("""
            update personal_items i set due_at = now() + $2
            from (
                select user_id, kind, key from personal_items where due_at <= now() order by due_at limit $1 for update skip locked) d
            where i.user_id = d.user_id and i.kind = d.kind and i.key = d.key
            returning i.kind, i.key, i.version, i.changed_at, i.value, i.user_id
            """, connection) { Parameters = { new() { Value = limit }, new() { Value = lease } } };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var due = new List<DueItem>();
        while (await rows.ReadAsync(cancellationToken)) due.Add(new(rows.GetGuid(5), ReadItem(rows, 0)));
        return due;
    }

    public async Task ForgetRemovedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("""
            with forgotten as (delete from personal_items where value is null and changed_at < $1 returning user_id, version)
            update personal_versions v set forgotten_version = greatest(v.forgotten_version, f.version)
            from (select user_id, max(version) as version from forgotten group by user_id) f
            where v.user_id = f.user_id
            """, connection) { Parameters = { new() { Value = before.ToUniversalTime() } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    static PersonalItem ReadItem(NpgsqlDataReader row, int first)
    {
        var (version, changedAt) = (row.GetInt64(first + 2), row.GetFieldValue<DateTimeOffset>(first + 3));
        return row.IsDBNull(first + 4)
            ? new() { Kind = (PersonalKind)row.GetInt32(first), Key = row.GetString(first + 1), Deleted = true, Version = version, ChangedAt = changedAt }
            : JsonSerializer.Deserialize(row.GetString(first + 4), ContractsJson.Default.PersonalItem)! with { Version = version, ChangedAt = changedAt };
    }

    /// <summary>What a write finds.</summary>
    /// <param name="Version">The version that it gets.</param>
    /// <param name="ItemVersion">The version of what is there; 0 if nothing is.</param>
    /// <param name="ThreadReadSeq">How far a thread was read.</param>
    /// <param name="Count">Things of its kind.</param>
    /// <param name="IsMember">The user is a member where he has to be.</param>
    /// <param name="SeesMessage">He sees the message that it is about.</param>
    /// <param name="UserExists">So does the user that it is about.</param>
    readonly record struct Found(long Version, long ItemVersion, long ThreadReadSeq, int Count, bool IsMember, bool SeesMessage, bool UserExists)
    {
        public bool IsThere => ItemVersion > 0;
    }
}

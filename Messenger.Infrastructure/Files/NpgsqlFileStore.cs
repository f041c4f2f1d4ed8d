using System.Data;
using System.Runtime.CompilerServices;
using Messenger.Contracts;
using Messenger.Contracts.Files;
using Messenger.Domain;
using Messenger.Domain.Files;
using Messenger.Infrastructure.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Messenger.Infrastructure.Files;

/// <summary>What is known about files, on PostgreSQL. Every change is one statement, which looks again at what it goes by.</summary>
sealed class NpgsqlFileStore(ConnectionPools pools, FileSettings settings) : IFileStore
{
    const int SweptAtOnce = 200;

    /// <summary>Held while the bytes of all users are counted.</summary>
    const long CountingLock = 0x4d53_4752_0003;

    /// <summary>The columns of an upload <c>f</c> with its content <c>c</c>, as <see cref="ReadUpload"/> takes them.</summary>
    const string UploadColumns = "f.id, f.state, f.name, f.size, f.received, f.created_at, f.touched_at, " + FileColumns.OfContent;

    const int UploadCount = 7;

    public async Task<Result<UploadedFile>> CreateAsync(Guid user, Guid id, string name, long size, CancellationToken cancellationToken)
    {
        var isBounded = settings.QuotaInAll < long.MaxValue;
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                TransactionBounds.Ordinary(),
                // Two uploads that begin at once are counted one after the other; those of all users only where all together have a bound.
                new("select from users where id = $1 for no key update") { Parameters = { new() { Value = user } } },
                new($"select pg_advisory_xact_lock({CountingLock}) where $1") { Parameters = { new() { Value = isBounded } } },
                new($"""
                    insert into files (id, user_id, name, size, received, state, segments, created_at, touched_at)
                    select $2, $1, $3, $4, 0, case when $4 = 0 then {(int)UploadState.Checking} else {(int)UploadState.Uploading} end, '{"{}"}', clock_timestamp(), clock_timestamp()
                    where $4 + (select coalesce(sum(size), 0) from files where user_id = $1 and state <> {(int)UploadState.Refused}) <= $5
                        and (not $7 or $4 + (select coalesce(sum(size), 0) from files where state <> {(int)UploadState.Refused}) <= $6)
                    """)
                {
                    Parameters =
                    {
                        new() { Value = user }, new() { Value = id }, new() { Value = name }, new() { Value = size }, new() { Value = settings.QuotaOfUser },
                        new() { Value = settings.QuotaInAll }, new() { Value = isBounded },
                    },
                },
            },
        };
        if (await batch.ExecuteNonQueryAsync(cancellationToken) != 1) return ErrorCode.QuotaExceeded;
        return (await GetAsync(user, id, cancellationToken))!;
    }

    public async Task<UploadedFile?> GetAsync(Guid user, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"select {UploadColumns} from files f left join contents c on c.hash = f.hash where f.user_id = $1 and f.id = $2", connection)
        {
            Parameters = { new() { Value = user }, new() { Value = id } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken) ? ReadUpload(rows) : null;
    }

    public async Task<bool> AdvanceAsync(Guid user, Guid id, long offset, IReadOnlyList<string> segments, long length, CancellationToken cancellationToken)
    {
        return await ExecuteAsync($"""
            update files set received = received + $5, segments = segments || $4, touched_at = clock_timestamp(),
                state = case when received + $5 = size then {(int)UploadState.Checking} else state end
            where user_id = $1 and id = $2 and received = $3 and state = {(int)UploadState.Uploading} and received + $5 <= size
            """, cancellationToken, user, id, offset, segments.ToArray(), length) == 1;
    }

    public async Task<IReadOnlyList<string>?> RemoveAsync(Guid user, Guid id, CancellationToken cancellationToken)
    {
        var left = await ReadKeysAsync($"""
            delete from files f where user_id = $1 and id = $2 and (lease_until is null or lease_until < clock_timestamp())
                and not exists (select from message_files m where m.file_id = f.id)
            returning segments
            """, cancellationToken, user, id);
        return left.Rows == 0 ? null : left.Keys;
    }

    public async Task<UploadToFinish?> TakeAsync(string newKey, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"""
            update files f set lease_until = clock_timestamp() + $2, pending_key = $1
            from (
                select id, pending_key from files
                where state = {(int)UploadState.Checking} and (lease_until is null or lease_until < clock_timestamp())
                order by touched_at limit 1 for no key update skip locked) taken
            where f.id = taken.id
            returning f.id, f.name, f.size, f.segments, taken.pending_key
            """, connection) { Parameters = { new() { Value = newKey }, new() { Value = lease } } };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken)
            ? new(rows.GetGuid(0), rows.GetString(1), rows.GetInt64(2), rows.GetFieldValue<string[]>(3), newKey, rows.IsDBNull(4) ? null : rows.GetString(4))
            : null;
    }

    public async Task<bool> RenewAsync(UploadToFinish upload, TimeSpan lease, CancellationToken cancellationToken) =>
        await ExecuteAsync("update files set lease_until = clock_timestamp() + $3 where id = $1 and pending_key = $2", cancellationToken, upload.Id, upload.Key, lease) == 1;

    public async Task<FileContent?> FindContentAsync(byte[] hash, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        // Touched, so that it is not swept away before the file that is being made of it.
        await using var command = new NpgsqlCommand($"update contents c set touched_at = clock_timestamp() where hash = $1 returning {FileColumns.OfContent}", connection) { Parameters = { new() { Value = hash } } };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken) ? FileColumns.ReadContent(rows, 0) : null;
    }

    public async Task<string?> FinishAsync(UploadToFinish upload, FileContent content, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                TransactionBounds.Ordinary(),
                new("""
                    insert into contents (hash, key, size, media_type, kind, width, height, pages, placeholder, has_thumbnails, touched_at)
                    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, clock_timestamp())
                    on conflict (hash) do update set touched_at = clock_timestamp()
                    returning key
                    """)
                {
                    Parameters =
                    {
                        new() { Value = content.Hash },
                        new() { Value = content.Key },
                        new() { Value = content.Size },
                        new() { Value = content.MediaType },
                        new() { Value = (int)content.Kind },
                        Number(content.Width),
                        Number(content.Height),
                        Number(content.Pages),
                        new() { Value = (object?)content.Placeholder ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea },
                        new() { Value = content.HasThumbnails },
                    },
                },
                new($"""
                    update files set state = {(int)UploadState.Ready}, hash = $3, segments = '{"{}"}', lease_until = null, pending_key = null, touched_at = clock_timestamp()
                    where id = $1 and pending_key = $2
                    returning id
                    """) { Parameters = { new() { Value = upload.Id }, new() { Value = upload.Key }, new() { Value = content.Hash } } },
            },
        };
        string kept;
        await using (var rows = await batch.ExecuteReaderAsync(cancellationToken))
        {
            await rows.NextResultAsync(cancellationToken);
            await rows.ReadAsync(cancellationToken);
            kept = rows.GetString(0);
            await rows.NextResultAsync(cancellationToken);
            if (!await rows.ReadAsync(cancellationToken)) return null;
        }
        await transaction.CommitAsync(CancellationToken.None);
        return kept;
    }

    public Task RefuseAsync(UploadToFinish upload, CancellationToken cancellationToken) => ExecuteAsync($"""
        update files set state = {(int)UploadState.Refused}, segments = '{"{}"}', lease_until = null, pending_key = null, touched_at = clock_timestamp()
        where id = $1 and pending_key = $2
        """, cancellationToken, upload.Id, upload.Key);

    public async Task<IReadOnlyDictionary<Guid, Attachment>> GetReadyAsync(Guid user, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"""
            update files f set touched_at = clock_timestamp() from contents c
            where f.user_id = $1 and f.id = any($2) and f.state = {(int)UploadState.Ready} and c.hash = f.hash
            returning {UploadColumns}
            """, connection) { Parameters = { new() { Value = user }, new() { Value = ids.ToArray() } } };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var ready = new Dictionary<Guid, Attachment>();
        while (await rows.ReadAsync(cancellationToken)) ready.Add(rows.GetGuid(0), FileColumns.AttachmentOf(rows.GetGuid(0), rows.GetString(2), FileColumns.ReadContent(rows, UploadCount)));
        return ready;
    }

    public async Task<FileToServe?> FindAsync(Guid reader, Guid conversationId, long seq, Guid fileId, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"""
            select m.name, {FileColumns.OfContent}
            from message_files m
            join members r on r.conversation_id = m.conversation_id and r.user_id = $1 and r.left_at is null and m.seq >= r.first_seq
            join files f on f.id = m.file_id
            join contents c on c.hash = f.hash
            where m.conversation_id = $2 and m.seq = $3 and m.file_id = $4
            """, connection) { Parameters = { new() { Value = reader }, new() { Value = conversationId }, new() { Value = seq }, new() { Value = fileId } } };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken) ? new(rows.GetString(0), FileColumns.ReadContent(rows, 1)) : null;
    }

    public async Task<Result<IReadOnlyList<(ConversationFile File, int Place)>>> ListAsync(Guid reader, Guid conversationId, FilesWanted wanted, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("select first_seq from members where conversation_id = $1 and user_id = $2 and left_at is null") { Parameters = { new() { Value = conversationId }, new() { Value = reader } } },
                new($"""
                    select m.seq, m.place, m.sender_id, m.posted_at, a.sent
                    from message_files m
                    join members r on r.conversation_id = m.conversation_id and r.user_id = $2 and r.left_at is null and m.seq >= r.first_seq
                    join lateral {FileColumns.AsSent} a on true
                    where m.conversation_id = $1 and m.place >= 0 and ($3::int[] is null or m.kind = any($3)) and ($4::timestamptz is null or m.posted_at < $4)
                        and ($5::timestamptz is null or m.posted_at >= $5) and ($6::bigint is null or m.seq < $6 or m.seq = $6 and m.place > $7)
                    order by m.seq desc, m.place limit $8
                    """)
                {
                    Parameters =
                    {
                        new() { Value = conversationId },
                        new() { Value = reader },
                        new() { Value = (object?)wanted.Kinds?.Select(kind => (int)kind).ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
                        Time(wanted.Before),
                        Time(wanted.After),
                        new() { Value = (object?)wanted.Behind?.Seq ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
                        new() { Value = wanted.Behind?.Place ?? 0 },
                        new() { Value = wanted.Limit },
                    },
                },
            },
        };
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken)) return ErrorCode.NotAMember;
        await rows.NextResultAsync(cancellationToken);
        var files = new List<(ConversationFile, int)>();
        while (await rows.ReadAsync(cancellationToken))
        {
            files.Add((new() { Attachment = FileColumns.ReadSent(rows, 4), Seq = rows.GetInt64(0), SenderId = rows.GetGuid(2), PostedAt = rows.GetFieldValue<DateTimeOffset>(3) }, rows.GetInt32(1)));
        }
        return files;
    }

    public async Task<(IReadOnlyList<UploadedFile> Files, long Used)> ListOwnAsync(Guid user, Guid? behind, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new($"select coalesce(sum(size), 0)::bigint from files where user_id = $1 and state <> {(int)UploadState.Refused}") { Parameters = { new() { Value = user } } },
                new($"""
                    select {UploadColumns} from files f left join contents c on c.hash = f.hash
                    where f.user_id = $1 and ($2::uuid is null or f.id < $2) order by f.id desc limit $3
                    """) { Parameters = { new() { Value = user }, new() { Value = (object?)behind ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid }, new() { Value = limit } } },
            },
        };
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        var used = rows.GetInt64(0);
        await rows.NextResultAsync(cancellationToken);
        var files = new List<UploadedFile>();
        while (await rows.ReadAsync(cancellationToken)) files.Add(ReadUpload(rows));
        return (files, used);
    }

    public async Task<IReadOnlyList<string>> SweepAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        var rested = await ReadKeysAsync($"""
            delete from files where id in (
                select id from files where state = {(int)UploadState.Uploading} and touched_at < clock_timestamp() - $1 limit {SweptAtOnce} for update skip locked)
            returning segments
            """, cancellationToken, settings.UploadRest);
        var unused = await ReadKeysAsync($"""
            delete from files where id in (
                select id from files f where state in ({(int)UploadState.Ready}, {(int)UploadState.Refused}) and touched_at < clock_timestamp() - $1
                    and not exists (select from message_files m where m.file_id = f.id) limit {SweptAtOnce} for update skip locked)
            returning segments
            """, cancellationToken, grace);
        // A file that is just being made of a content holds its row, or has touched it.
        var contents = await ReadKeysAsync($"""
            delete from contents where hash in (
                select hash from contents c where touched_at < clock_timestamp() - $1 and not exists (select from files f where f.hash = c.hash) limit {SweptAtOnce} for update skip locked)
            returning array[key]
            """, cancellationToken, grace);
        return [.. rested.Keys, .. unused.Keys, .. contents.Keys.SelectMany(FileContent.KeysOf)];
    }

    public async IAsyncEnumerable<FileContent> ListContentsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (byte[] last = []; ;)
        {
            var page = new List<FileContent>();
            await using (var connection = await pools.Ordinary.OpenAsync(cancellationToken))
            {
                await using var command = new NpgsqlCommand($"select {FileColumns.OfContent} from contents c where hash > $1 order by hash limit {SweptAtOnce}", connection) { Parameters = { new() { Value = last } } };
                await using var rows = await command.ExecuteReaderAsync(cancellationToken);
                while (await rows.ReadAsync(cancellationToken)) page.Add(FileColumns.ReadContent(rows, 0));
            }
            foreach (var content in page) yield return content;
            if (page.Count < SweptAtOnce) yield break;
            last = page[^1].Hash;
        }
    }

    public async Task<IReadOnlyList<string>> FindExtraAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var found = await ReadKeysAsync($"""
            select array[k] from unnest($1) k
            where not exists (select from contents c where c.key = regexp_replace(k, '\.(small|large)$', ''))
                and not exists (select from files f where f.id = case when k ~ '^uploads/[0-9a-f]{"{32}"}/' then split_part(k, '/', 2)::uuid end and k = any(f.segments))
                and not exists (select from files f where f.state = {(int)UploadState.Checking} and f.pending_key = regexp_replace(k, '\.(small|large)$', ''))
            """, cancellationToken, (object)keys.ToArray());
        return found.Keys;
    }

    UploadedFile ReadUpload(NpgsqlDataReader row)
    {
        var (id, state, name, touched) = (row.GetGuid(0), (UploadState)row.GetInt32(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(6));
        return new()
        {
            Id = id,
            State = state,
            Name = name,
            Size = row.GetInt64(3),
            Received = row.GetInt64(4),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(5),
            ExpiresAt = state == UploadState.Uploading ? touched + settings.UploadRest : null,
            Attachment = row.IsDBNull(UploadCount) ? null : FileColumns.AttachmentOf(id, name, FileColumns.ReadContent(row, UploadCount)),
        };
    }

    static NpgsqlParameter Number(int? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer };

    static NpgsqlParameter Time(DateTimeOffset? value) => new() { Value = (object?)value?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var batch = Bounded(connection, sql, values);
        return await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The keys of all rows, each of which has an array of them, and the number of rows.</summary>
    async Task<(int Rows, IReadOnlyList<string> Keys)> ReadKeysAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var batch = Bounded(connection, sql, values);
        await using var rows = await batch.ExecuteReaderAsync(CommandBehavior.Default, cancellationToken);
        await rows.NextResultAsync(cancellationToken);
        var (count, keys) = (0, new List<string>());
        for (; await rows.ReadAsync(cancellationToken); count++) keys.AddRange(rows.GetFieldValue<string[]>(0));
        return (count, keys);
    }

    static NpgsqlBatch Bounded(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return new(connection) { BatchCommands = { TransactionBounds.Ordinary(), command } };
    }
}

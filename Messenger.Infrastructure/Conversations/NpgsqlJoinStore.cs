using System.Globalization;
using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Domain;
using Messenger.Domain.Conversations;
using Messenger.Infrastructure.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Messenger.Infrastructure.Conversations;

/// <summary>Public groups, requests and links on PostgreSQL.</summary>
sealed class NpgsqlJoinStore(ConnectionPools pools, TimeProvider clock) : IJoinStore
{
    const int MostLinks = 50;

    public Task<Result<ChannelPage>> FindChannelsAsync(Guid reader, string? query, string? after, int limit, CancellationToken cancellationToken) =>
        Repeating.OnceAsync(() => ReadChannelsAsync(reader, query, after, limit, cancellationToken));

    async Task<Result<ChannelPage>> ReadChannelsAsync(Guid reader, string? query, string? after, int limit, CancellationToken cancellationToken)
    {
        (int Members, Guid Id)? cursor = null;
        if (after is not null && (cursor = ParseCursor(after)) is null) return ErrorCode.InvalidRequest;
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"""
            select {ConversationRows.Columns}, {Standing}
            from conversations c
            where c.visibility = 2 and c.kind = 2 and c.archived_at is null
                and ($2::text is null or c.title ilike $2 or c.description ilike $2)
                and ($3::int is null or (c.member_count, c.id) < ($3, $4))
            order by c.member_count desc, c.id desc limit $5
            """, connection)
        {
            Parameters =
            {
                new() { Value = reader },
                new() { Value = string.IsNullOrWhiteSpace(query) ? DBNull.Value : LikePattern.Containing(query), NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = (object?)cursor?.Members ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
                new() { Value = cursor?.Id ?? Guid.Empty },
                new() { Value = limit + 1 },
            },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var channels = new List<Channel>();
        while (await rows.ReadAsync(cancellationToken)) channels.Add(ReadChannel(rows, 0));
        var page = channels.Take(limit).ToList();
        return new ChannelPage { Channels = page, Next = channels.Count > limit ? CursorOf(page[^1].Conversation) : null };
    }

    public Task<Result<JoinRequestList>> GetRequestsAsync(Guid reader, Guid conversationId, CancellationToken cancellationToken) =>
        AsAdministratorAsync(
            reader, conversationId,
            new("select user_id, requested_at, note from join_requests where conversation_id = $1 order by requested_at, user_id limit 200")
            {
                Parameters = { new() { Value = conversationId } },
            },
            async rows =>
            {
                var requests = new List<JoinRequest>();
                while (await rows.ReadAsync(cancellationToken))
                    requests.Add(new() { UserId = rows.GetGuid(0), At = rows.GetFieldValue<DateTimeOffset>(1), Note = rows.IsDBNull(2) ? null : rows.GetString(2) });
                return new JoinRequestList { Requests = requests };
            },
            cancellationToken);

    public async Task<Result<JoinLink>> CreateLinkAsync(Guid caller, Guid conversationId, NewJoinLink link, CancellationToken cancellationToken)
    {
        var made = await AsAdministratorAsync(
            caller, conversationId,
            new("""
                insert into join_links (id, conversation_id, token_hash, created_by, expires_at, uses_left, needs_approval)
                select $2, $1, $3, $4, $5, $6, $7
                where exists (select from members where conversation_id = $1 and user_id = $4 and left_at is null and role > 1)
                    and exists (select from conversations where id = $1 and kind = 2)
                    and (exists (select from join_links where id = $2)
                        or (select count(*) from join_links where conversation_id = $1 and expires_at > $8 and coalesce(uses_left, 1) > 0) < $9)
                on conflict (id) do update set token_hash = excluded.token_hash
                where join_links.conversation_id = excluded.conversation_id and join_links.created_by = excluded.created_by
                returning expires_at, uses_left, needs_approval
                """)
            {
                Parameters =
                {
                    new() { Value = conversationId },
                    new() { Value = link.Id },
                    new() { Value = link.TokenHash },
                    new() { Value = caller },
                    new() { Value = link.ExpiresAt },
                    new() { Value = (object?)link.Uses ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
                    new() { Value = link.NeedsApproval },
                    new() { Value = clock.GetUtcNow() },
                    new() { Value = MostLinks },
                },
            },
            async rows => !await rows.ReadAsync(cancellationToken)
                ? (Result<JoinLink>)ErrorCode.TooMany
                : new JoinLink
                {
                    Id = link.Id,
                    CreatedBy = caller,
                    ExpiresAt = rows.GetFieldValue<DateTimeOffset>(0),
                    UsesLeft = rows.IsDBNull(1) ? null : rows.GetInt32(1),
                    NeedsApproval = rows.GetBoolean(2),
                },
            cancellationToken);
        return made.IsOk(out var kept, out var refusal) ? kept : refusal;
    }

    public Task<Result<JoinLinkList>> GetLinksAsync(Guid reader, Guid conversationId, CancellationToken cancellationToken) =>
        AsAdministratorAsync(
            reader, conversationId,
            new("""
                select id, created_by, expires_at, uses_left, needs_approval from join_links
                where conversation_id = $1 and expires_at > $2 and coalesce(uses_left, 1) > 0 order by id desc
                """) { Parameters = { new() { Value = conversationId }, new() { Value = clock.GetUtcNow() } } },
            async rows =>
            {
                var links = new List<JoinLink>();
                while (await rows.ReadAsync(cancellationToken))
                    links.Add(new()
                    {
                        Id = rows.GetGuid(0),
                        CreatedBy = rows.GetGuid(1),
                        ExpiresAt = rows.GetFieldValue<DateTimeOffset>(2),
                        UsesLeft = rows.IsDBNull(3) ? null : rows.GetInt32(3),
                        NeedsApproval = rows.GetBoolean(4),
                    });
                return new JoinLinkList { Links = links };
            },
            cancellationToken);

    public async Task<Result<Done>> EndLinkAsync(Guid caller, Guid conversationId, Guid linkId, CancellationToken cancellationToken)
    {
        var ended = await AsAdministratorAsync(
            caller, conversationId,
            new("""
                delete from join_links where conversation_id = $1 and id = $2
                    and exists (select from members where conversation_id = $1 and user_id = $3 and left_at is null and role > 1)
                returning id
                """) { Parameters = { new() { Value = conversationId }, new() { Value = linkId }, new() { Value = caller } } },
            async rows => await rows.ReadAsync(cancellationToken),
            cancellationToken);
        if (!ended.IsOk(out var isEnded, out var refusal)) return refusal;
        return isEnded ? new Done() : ErrorCode.NotFound;
    }

    public async Task RemovePastLinksAsync(CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("delete from join_links where expires_at < $1 or uses_left <= 0", connection) { Parameters = { new() { Value = clock.GetUtcNow() } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task<Result<FoundJoinLink>> FindLinkAsync(Guid reader, byte[] tokenHash, CancellationToken cancellationToken) =>
        Repeating.OnceAsync(async () =>
        {
            await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand($"""
                select l.id, l.needs_approval, {ConversationRows.Columns}, {Standing}
                from join_links l join conversations c on c.id = l.conversation_id
                where l.token_hash = $2 and l.expires_at > $3 and coalesce(l.uses_left, 1) > 0
                """, connection) { Parameters = { new() { Value = reader }, new() { Value = tokenHash }, new() { Value = clock.GetUtcNow() } } };
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            if (!await rows.ReadAsync(cancellationToken)) return (Result<FoundJoinLink>)ErrorCode.LinkInvalid;
            return new FoundJoinLink(rows.GetGuid(0), new() { NeedsApproval = rows.GetBoolean(1), Channel = ReadChannel(rows, 2) });
        });

    /// <summary>Does one thing in the name of an administrator of a group, in one round trip.</summary>
    async Task<Result<T>> AsAdministratorAsync<T>(
        Guid caller, Guid conversationId, NpgsqlBatchCommand command, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellationToken)
        where T : notnull
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(new("select role from members where conversation_id = $1 and user_id = $2 and left_at is null")
        {
            Parameters = { new() { Value = conversationId }, new() { Value = caller } },
        });
        batch.BatchCommands.Add(command);
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken)) return ErrorCode.NotAMember;
        if ((MemberRole)rows.GetInt32(0) < MemberRole.Administrator) return ErrorCode.Forbidden;
        await rows.NextResultAsync(cancellationToken);
        return await read(rows);
    }

    /// <summary>Whether the reader <c>$1</c> is in a conversation <c>c</c>, and whether he has asked to be.</summary>
    const string Standing = """
        exists (select from members m where m.conversation_id = c.id and m.user_id = $1 and m.left_at is null),
        exists (select from join_requests j where j.conversation_id = c.id and j.user_id = $1)
        """;

    static Channel ReadChannel(NpgsqlDataReader row, int first) => new()
    {
        Conversation = ConversationRows.Read(row, first),
        IsMember = row.GetBoolean(first + ConversationRows.Count),
        IsRequested = row.GetBoolean(first + ConversationRows.Count + 1),
    };

    static string CursorOf(Conversation last) => string.Create(CultureInfo.InvariantCulture, $"{last.MemberCount}.{last.Id:N}");

    static (int Members, Guid Id)? ParseCursor(string text) =>
        text.Split('.') is [var members, var id] && int.TryParse(members, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && Guid.TryParseExact(id, "N", out var conversation)
            ? (count, conversation)
            : null;
}

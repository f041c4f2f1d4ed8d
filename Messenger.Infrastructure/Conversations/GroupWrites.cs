using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;
using Messenger.Domain.Conversations;
using Messenger.Infrastructure.Messages;
using Npgsql;

namespace Messenger.Infrastructure.Conversations;

/// <summary>The statements that write a change of a group, under the lock of its conversation.</summary>
static class GroupWrites
{
    public static NpgsqlBatchCommand InsertEntries(Guid conversationId, Guid caller, long seq, long version, IReadOnlyList<SystemEntry> entries) =>
        new("""
            insert into messages (conversation_id, seq, version, kind, sender_id, posted_at, system)
            select $1, $3 + e.ord, $4 + e.ord, 2, $2, clock_timestamp(), e.entry::jsonb from unnest($5::text[]) with ordinality e (entry, ord)
            """)
        {
            Parameters =
            {
                new() { Value = conversationId },
                new() { Value = caller },
                new() { Value = seq },
                new() { Value = version },
                new() { Value = entries.Select(MessageRows.ToJson).ToArray() },
            },
        };

    public static void AddMembershipChanges(NpgsqlBatch batch, Guid conversationId, GroupEdit edit, long entrySeq, long version)
    {
        if (edit.Joins.Count > 0)
            batch.BatchCommands.Add(new("""
                insert into members (conversation_id, user_id, role, joined_at, first_seq, read_seq, version, changed_xid)
                select c.id, u.id, 1, now(), case when c.history = 1 then 1 else $3 end, $3 - 1, $4, pg_current_xact_id()
                from conversations c cross join unnest($2::uuid[]) u (id)
                where c.id = $1
                on conflict (conversation_id, user_id) do update
                set role = 1, joined_at = excluded.joined_at, first_seq = excluded.first_seq, left_at = null, muted_until = null,
                    read_seq = greatest(members.read_seq, excluded.read_seq), version = excluded.version, changed_xid = excluded.changed_xid
                """)
            {
                Parameters = { new() { Value = conversationId }, new() { Value = edit.Joins.ToArray() }, new() { Value = entrySeq }, new() { Value = version } },
            });
        if (edit.Leaves.Count > 0)
            batch.BatchCommands.Add(new("""
                update members set left_at = now(), role = 1, version = $3, changed_xid = pg_current_xact_id()
                where conversation_id = $1 and user_id = any($2)
                """) { Parameters = { new() { Value = conversationId }, new() { Value = edit.Leaves.ToArray() }, new() { Value = version } } });
        if (edit.Roles.Count > 0)
            batch.BatchCommands.Add(new("""
                update members m set role = r.role, version = $4, changed_xid = pg_current_xact_id()
                from unnest($2::uuid[], $3::int[]) r (user_id, role)
                where m.conversation_id = $1 and m.user_id = r.user_id
                """)
            {
                Parameters =
                {
                    new() { Value = conversationId },
                    new() { Value = edit.Roles.Keys.ToArray() },
                    new() { Value = edit.Roles.Values.Select(role => (int)role).ToArray() },
                    new() { Value = version },
                },
            });
    }

    /// <summary>Requests and the use of a link. Administrators see the number of requests in their heads, so these have changed.</summary>
    public static void AddJoining(NpgsqlBatch batch, Guid conversationId, GroupEdit edit)
    {
        if (edit.Request is { } request)
            batch.BatchCommands.Add(new("""
                insert into join_requests (conversation_id, user_id, requested_at, note) values ($1, $2, now(), $3) on conflict do nothing
                """)
            {
                Parameters =
                {
                    new() { Value = conversationId },
                    new() { Value = request.UserId },
                    new() { Value = (object?)request.Note ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
                },
            });
        batch.BatchCommands.Add(new("delete from join_requests where conversation_id = $1 and user_id = any($2)")
        {
            Parameters = { new() { Value = conversationId }, new() { Value = edit.Settled.ToArray() } },
        });
        batch.BatchCommands.Add(new("update join_links set uses_left = uses_left - 1 where id = $1 and uses_left is not null")
        {
            Parameters = { new() { Value = (object?)edit.UsedLink ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid } },
        });
        batch.BatchCommands.Add(new("update members set changed_xid = pg_current_xact_id() where conversation_id = $1 and role > 1 and left_at is null")
        {
            Parameters = { new() { Value = conversationId } },
        });
    }

    public static NpgsqlBatchCommand WriteAvatar(Guid conversationId, AvatarChange avatar) => avatar.Image is { } image
        ? new("""
            insert into avatars (conversation_id, content_type, bytes) values ($1, $2, $3)
            on conflict (conversation_id) do update set content_type = excluded.content_type, bytes = excluded.bytes
            """) { Parameters = { new() { Value = conversationId }, new() { Value = image.ContentType }, new() { Value = image.Bytes } } }
        : new("delete from avatars where conversation_id = $1") { Parameters = { new() { Value = conversationId } } };

    public static NpgsqlBatchCommand WriteMutes(Guid conversationId, GroupEdit edit, long version) => new("""
        update members m set muted_until = n.until, version = $4, changed_xid = pg_current_xact_id()
        from unnest($2::uuid[], $3::timestamptz[]) n (user_id, until)
        where m.conversation_id = $1 and m.user_id = n.user_id
        """)
    {
        Parameters =
        {
            new() { Value = conversationId },
            new() { Value = edit.Mutes.Keys.ToArray() },
            new() { Value = edit.Mutes.Values.ToArray() },
            new() { Value = version },
        },
    };

    public static NpgsqlBatchCommand UpdateConversation(Conversation details, GroupEdit edit, long seq, long version) =>
        new("""
            update conversations
            set title = $2, description = $3, history = $4, posting = $5, mentioning_everyone = $6, slow_mode_seconds = $7, archived_at = $8,
                visibility = $13, joining = $14, announcement = $15, announced_by = $16, announced_at = $17,
                avatar_version = case $18 when 0 then avatar_version when 1 then $12 end,
                member_count = member_count + $9, delivery_epoch = delivery_epoch + case when $10 > 0 then 1 else 0 end,
                seq = $11, version = $12, details_version = $12, active_at = clock_timestamp(), changed_xid = pg_current_xact_id()
            where id = $1
            """)
        {
            Parameters =
            {
                new() { Value = details.Id },
                new() { Value = (object?)details.Title ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
                new() { Value = (object?)details.Description ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
                new() { Value = (int)details.History },
                new() { Value = (int)details.Posting },
                new() { Value = (int)details.MentioningEveryone },
                new() { Value = details.SlowModeSeconds ?? 0 },
                new() { Value = (object?)details.ArchivedAt ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz },
                new() { Value = edit.Joins.Count - edit.Leaves.Count },
                new() { Value = edit.Leaves.Count },
                new() { Value = seq },
                new() { Value = version },
                new() { Value = (int)details.Visibility },
                new() { Value = (int)details.Joining },
                new() { Value = (object?)details.Announcement?.Text ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
                new() { Value = (object?)details.Announcement?.UserId ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid },
                new() { Value = (object?)details.Announcement?.At ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz },
                new() { Value = edit.Avatar is null ? 0 : edit.Avatar.Image is null ? 2 : 1 },
            },
        };
}

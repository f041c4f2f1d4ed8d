using Messenger.Contracts.Conversations;
using Npgsql;

namespace Messenger.Infrastructure.Conversations;

/// <summary>Reads conversations.</summary>
static class ConversationRows
{
    /// <summary>The columns of a conversation, for an alias <c>c</c>, in the order in which <see cref="Read"/> takes them.</summary>
    public const string Columns = "c.id, c.kind, c.title, c.description, c.history, c.member_count, c.created_at, c.posting, c.mentioning_everyone, c.slow_mode_seconds, c.archived_at,"
        + " c.visibility, c.joining, c.announcement, c.announced_by, c.announced_at, c.avatar_version";

    /// <summary>The number of <see cref="Columns"/>.</summary>
    public const int Count = 17;

    /// <summary>Reads the conversation whose columns begin at <paramref name="first"/>.</summary>
    public static Conversation Read(NpgsqlDataReader row, int first) => new()
    {
        Id = row.GetGuid(first),
        Kind = (ConversationKind)row.GetInt32(first + 1),
        Title = row.IsDBNull(first + 2) ? null : row.GetString(first + 2),
        Description = row.IsDBNull(first + 3) ? null : row.GetString(first + 3),
        History = (HistoryVisibility)row.GetInt32(first + 4),
        MemberCount = row.GetInt32(first + 5),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(first + 6),
        Posting = (MemberRole)row.GetInt32(first + 7),
        MentioningEveryone = (MemberRole)row.GetInt32(first + 8),
        SlowModeSeconds = row.GetInt32(first + 9) is > 0 and var seconds ? seconds : null,
        ArchivedAt = row.IsDBNull(first + 10) ? null : row.GetFieldValue<DateTimeOffset>(first + 10),
        Visibility = (Visibility)row.GetInt32(first + 11),
        Joining = (Joining)row.GetInt32(first + 12),
        Announcement = row.IsDBNull(first + 13) ? null : new()
        {
            Text = row.GetString(first + 13),
            UserId = row.GetGuid(first + 14),
            At = row.GetFieldValue<DateTimeOffset>(first + 15),
        },
        AvatarVersion = row.IsDBNull(first + 16) ? null : row.GetInt64(first + 16),
    };
}

/// <summary>Reads memberships.</summary>
static class MemberRows
{
    /// <summary>
    /// The columns of a membership, for an alias <c>m</c> of a conversation <c>c</c>, in the order in which <see cref="Read"/> takes them;
    /// <c>$3</c> is the size up to which receipts are shown.
    /// </summary>
    public const string Columns = "m.user_id, m.role, m.left_at is not null, case when c.member_count <= $3 then m.read_seq end, m.version, case when m.muted_until > now() then m.muted_until end";

    /// <summary>Reads the membership whose columns begin at <paramref name="first"/>.</summary>
    public static Member Read(NpgsqlDataReader row, int first) => new()
    {
        UserId = row.GetGuid(first),
        Role = (MemberRole)row.GetInt32(first + 1),
        Left = row.GetBoolean(first + 2),
        ReadSeq = row.IsDBNull(first + 3) ? null : row.GetInt64(first + 3),
        Version = row.GetInt64(first + 4),
        MutedUntil = row.IsDBNull(first + 5) ? null : row.GetFieldValue<DateTimeOffset>(first + 5),
    };
}

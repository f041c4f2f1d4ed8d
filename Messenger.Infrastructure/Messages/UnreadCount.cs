namespace Messenger.Infrastructure.Messages;

/// <summary>
/// Unread messages, counted in the log itself from the cursor on, so that there is no counter to be kept in step. Bounded: it
/// looks at 1,000 rows and counts to 100 at most.
/// </summary>
static class UnreadCount
{
    /// <summary>For a membership <c>m</c> of a conversation <c>c</c>. A caught-up member costs nothing.</summary>
    public const string Sql = """
        case when m.read_seq >= c.seq then 0 else (
            select count(*)::int from (
                select from (
                    select w.sender_id, w.kind from messages w
                    where w.conversation_id = m.conversation_id and w.seq > greatest(m.read_seq, m.first_seq - 1) order by w.seq limit 1000) seen
                where seen.kind = 1 and seen.sender_id <> m.user_id limit 100) counted) end
        """;
}

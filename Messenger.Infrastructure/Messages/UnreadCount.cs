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
                    select w.sender_id, w.kind = 1 and w.recalled_at is null and (w.thread_seq is null or w.also_in_main) as counts from messages w
                    where w.conversation_id = m.conversation_id and w.seq > greatest(m.read_seq, m.first_seq - 1) order by w.seq limit 1000) seen
                where seen.counts and seen.sender_id <> m.user_id limit 100) counted) end
        """;

    /// <summary>Those that mention the member, likewise.</summary>
    public const string MentionsSql = """
        case when m.read_seq >= c.seq then 0 else (
            select count(*)::int from (
                select from mentions n
                where n.conversation_id = m.conversation_id and n.user_id in (m.user_id, '00000000-0000-0000-0000-000000000000')
                    and n.seq > greatest(m.read_seq, m.first_seq - 1) and n.sender_id <> m.user_id and not n.in_thread limit 100) counted) end
        """;
}

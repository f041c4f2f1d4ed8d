using System.Text.Json;
using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Domain.Messages;
using Npgsql;

namespace Messenger.Infrastructure.Messages;

/// <summary>Reads rows of the log.</summary>
static class MessageRows
{
    /// <summary>The columns of a message, for an alias <c>x</c>, in the order in which <see cref="Read"/> takes them.</summary>
    public const string Columns = ColumnsBeforeText + "x.text" + ColumnsAfterText;

    /// <summary>As <see cref="Columns"/>, with only the beginning of the text.</summary>
    public const string ColumnsOfPreview = ColumnsBeforeText + "left(x.text, 160)" + ColumnsAfterText;

    /// <summary>The number of <see cref="Columns"/>.</summary>
    public const int Count = 22;

    const string ColumnsBeforeText = "x.conversation_id, x.seq, x.version, x.kind, x.sender_id, x.client_message_id, x.posted_at, ";

    const string ColumnsAfterText = """
        , x.system, x.edited_at, x.recalled_at, x.recalled_by, x.thread_seq, x.also_in_main, x.thread_replies, x.thread_last_seq,
        x.pinned_at, x.pinned_by, x.mentions, x.mentions_everyone, x.detail, x.vanishes_at
        """;

    /// <summary>
    /// Rows <c>x</c> in an order, up to a number, and no further than what fills a page: messages are not read to be thrown away.
    /// </summary>
    /// <param name="where">Which rows of <c>messages x</c>.</param>
    /// <param name="order">Their order.</param>
    /// <param name="limit">How many at most: an expression.</param>
    public static string Page(string where, string order, string limit) => $"""
        select {Columns} from (
            select *, sum({WireSize.Row} + coalesce(octet_length(text), 0)) over (order by {order} rows between unbounded preceding and 1 preceding) as before
            from (select x.* from messages x where {where} order by {order} limit {limit}) x) x
        where x.before is null or x.before <= {WireSize.Page}
        order by {order}
        """;

    /// <summary>Reads the message whose columns begin at <paramref name="first"/>.</summary>
    public static Message Read(NpgsqlDataReader row, int first)
    {
        var detail = row.IsDBNull(first + 20) ? null : JsonSerializer.Deserialize(row.GetString(first + 20), StoredJson.Default.MessageDetail);
        return new()
        {
            ConversationId = row.GetGuid(first),
            Seq = row.GetInt64(first + 1),
            Version = row.GetInt64(first + 2),
            Kind = (MessageKind)row.GetInt32(first + 3),
            SenderId = row.GetGuid(first + 4),
            ClientMessageId = row.IsDBNull(first + 5) ? null : row.GetGuid(first + 5),
            PostedAt = row.GetFieldValue<DateTimeOffset>(first + 6),
            Text = row.IsDBNull(first + 7) ? null : row.GetString(first + 7),
            System = row.IsDBNull(first + 8) ? null : JsonSerializer.Deserialize(row.GetString(first + 8), ContractsJson.Default.SystemEntry),
            EditedAt = row.IsDBNull(first + 9) ? null : row.GetFieldValue<DateTimeOffset>(first + 9),
            Recalled = row.IsDBNull(first + 10) ? null : new() { At = row.GetFieldValue<DateTimeOffset>(first + 10), UserId = row.IsDBNull(first + 11) ? null : row.GetGuid(first + 11) },
            ThreadSeq = row.IsDBNull(first + 12) ? null : row.GetInt64(first + 12),
            AlsoInMain = row.GetBoolean(first + 13),
            Thread = row.IsDBNull(first + 15) ? null : new() { Replies = row.GetInt32(first + 14), LastSeq = row.GetInt64(first + 15) },
            Pinned = row.IsDBNull(first + 16) ? null : new() { At = row.GetFieldValue<DateTimeOffset>(first + 16), UserId = row.GetGuid(first + 17) },
            Mentions = row.IsDBNull(first + 18) ? null : row.GetFieldValue<Guid[]>(first + 18),
            MentionsEveryone = row.IsDBNull(first + 19) ? null : (MentionScope)row.GetInt32(first + 19),
            ReplyTo = detail?.Quote,
            Reactions = detail?.Reactions,
            Forwarded = detail?.Forwarded,
            Card = detail?.Card,
            Urgent = detail?.Urgent,
            Poll = detail?.Poll,
            Preview = detail?.Preview,
            Files = detail?.Files,
            VanishesAt = row.IsDBNull(first + 21) ? null : row.GetFieldValue<DateTimeOffset>(first + 21),
        };
    }

    /// <summary>Reads all rows of a result.</summary>
    public static async Task<List<Message>> ReadAllAsync(NpgsqlDataReader rows, CancellationToken cancellationToken)
    {
        var messages = new List<Message>();
        while (await rows.ReadAsync(cancellationToken)) messages.Add(Read(rows, 0));
        return messages;
    }

    /// <summary>A system entry as it is stored.</summary>
    public static string ToJson(SystemEntry entry) => JsonSerializer.Serialize(entry, ContractsJson.Default.SystemEntry);
}

using System.Text.Json;
using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Npgsql;

namespace Messenger.Infrastructure.Messages;

/// <summary>Reads rows of the log.</summary>
static class MessageRows
{
    /// <summary>The columns of a message, for an alias <c>x</c>, in the order in which <see cref="Read"/> takes them.</summary>
    public const string Columns = "x.conversation_id, x.seq, x.version, x.kind, x.sender_id, x.client_message_id, x.posted_at, x.text, x.system";

    /// <summary>The number of <see cref="Columns"/>.</summary>
    public const int Count = 9;

    /// <summary>Reads the message whose columns begin at <paramref name="first"/>.</summary>
    public static Message Read(NpgsqlDataReader row, int first) => new()
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
    };

    /// <summary>A system entry as it is stored.</summary>
    public static string ToJson(SystemEntry entry) => JsonSerializer.Serialize(entry, ContractsJson.Default.SystemEntry);
}

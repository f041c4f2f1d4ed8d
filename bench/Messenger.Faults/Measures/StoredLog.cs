using Npgsql;

namespace Messenger.Faults.Measures;

/// <summary>The texts in the log, as SQL reads them past the product.</summary>
sealed class StoredLog
{
    readonly Dictionary<Guid, (Guid Conversation, long Seq)> _places = [];

    /// <summary>Messages that are there a second time, by their client's id or by their text, which no two have in common.</summary>
    public int Doubled { get; private set; }

    public int Count => _places.Count;

    public static async Task<StoredLog> ReadAsync(PostgresServer postgres)
    {
        var log = new StoredLog();
        var texts = new HashSet<string>();
        await using var connection = new NpgsqlConnection(postgres.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select client_message_id, conversation_id, seq, text from messages where client_message_id is not null", connection);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            var isNew = log._places.TryAdd(rows.GetGuid(0), (rows.GetGuid(1), rows.GetInt64(2)));
            if (!texts.Add(rows.GetString(3)) || !isNew) log.Doubled++;
        }
        return log;
    }

    /// <summary>The message is there, at this place.</summary>
    public bool Has(Guid id, Guid conversation, long seq) => _places.TryGetValue(id, out var place) && place == (conversation, seq);
}

using System.Collections.Concurrent;
using Messenger.Contracts.Messages;
using Messenger.Domain;
using Messenger.Domain.Messages;
using Npgsql;

namespace Messenger.Faults.Planting;

/// <summary>Stores a message again when it comes again.</summary>
sealed class SkipDedupe(IMessageLog log, NpgsqlDataSource database) : IMessageLog
{
    readonly ConcurrentDictionary<(Guid, Guid, Guid), bool> _seen = new();

    public Guid ConversationOf(NewMessage item) => log.ConversationOf(item);

    public async Task<WrittenBatch<Message>> WriteAsync(IReadOnlyList<NewMessage> items, bool rerun)
    {
        var written = await log.WriteAsync(items, rerun);
        foreach (var item in items.Where(i => !_seen.TryAdd((i.ConversationId, i.SenderId, i.ClientMessageId), true)))
        {
            await using var command = database.CreateCommand("""
                with head as (update conversations set seq = seq + 1, version = version + 1, changed_xid = pg_current_xact_id() where id = $1 returning seq, version)
                insert into messages (conversation_id, seq, version, kind, sender_id, client_message_id, posted_at, text)
                select $1, head.seq, head.version, 1, $2, $3, clock_timestamp(), $4 from head
                """);
            command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = item.ConversationId }, new() { Value = item.SenderId }, new() { Value = item.ClientMessageId }, new() { Value = item.Text }]);
            await using (var free = database.CreateCommand("drop index if exists ix_messages_conversation_id_sender_id_client_message_id")) await free.ExecuteNonQueryAsync();
            await command.ExecuteNonQueryAsync();
        }
        return written;
    }
}

using Messenger.Domain.Presence;
using Messenger.Infrastructure.Postgres;
using Npgsql;

namespace Messenger.Infrastructure.Conversations;

sealed class NpgsqlTypingRights(ConnectionPools pools) : ITypingRights
{
    public async Task<int?> GetEpochAsync(Guid user, Guid conversationId, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("""
            select c.delivery_epoch from conversations c join members m on m.conversation_id = c.id
            where c.id = $1 and m.user_id = $2 and m.left_at is null
            """, connection);
        command.Parameters.Add(new() { Value = conversationId });
        command.Parameters.Add(new() { Value = user });
        return (int?)await command.ExecuteScalarAsync(cancellationToken);
    }
}

using Messenger.Domain;
using Messenger.Domain.Conversations;
using Npgsql;

namespace Messenger.Infrastructure.Conversations;

/// <summary>Whom a change of a conversation is pushed to, read in the transaction that makes it.</summary>
static class Audiences
{
    /// <summary>A row for each of these conversations.</summary>
    public static NpgsqlBatchCommand Of(Guid[] conversations, ConversationLimits limits) => new("""
        select c.id, c.delivery_epoch,
            case when c.member_count <= $2 then array(select m.user_id from members m where m.conversation_id = c.id and m.left_at is null) end
        from conversations c where c.id = any($1)
        """) { Parameters = { new() { Value = conversations }, new() { Value = limits.UserDeliveryMembers } } };

    /// <summary>Reads the audience whose columns begin at <paramref name="first"/>.</summary>
    public static Audience Read(NpgsqlDataReader row, int first) => row.IsDBNull(first + 2)
        ? new GroupAudience(row.GetGuid(first), row.GetInt32(first + 1))
        : new UserAudience(row.GetFieldValue<Guid[]>(first + 2));
}

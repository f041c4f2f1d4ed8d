using Messenger.Domain.Directory;
using Messenger.Infrastructure.Postgres;
using Npgsql;

namespace Messenger.Infrastructure.Directory;

/// <summary>Whom a user has to do with, from his direct conversations and his contacts.</summary>
sealed class NpgsqlAcquaintances(ConnectionPools pools) : IAcquaintances
{
    public Task<IReadOnlyDictionary<Guid, int>> GetAsync(Guid user, CancellationToken cancellationToken) =>
        Repeating.OnceAsync(() => ReadAsync(user, cancellationToken));

    async Task<IReadOnlyDictionary<Guid, int>> ReadAsync(Guid user, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        // A talk of today counts 60, one of a week ago 30, and so on down to 1; a star as much as a talk of today.
        await using var command = new NpgsqlCommand("""
            select peer, least(100, sum(points))::int from (
                select case when c.direct_low = $1 then c.direct_high else c.direct_low end as peer,
                    greatest(1, (60 / (1 + extract(epoch from now() - c.active_at) / 604800))::int) as points
                from members m join conversations c on c.id = m.conversation_id
                where m.user_id = $1 and m.left_at is null and c.kind = 1 and c.seq > 0 and c.direct_low <> c.direct_high
                union all
                select p.key::uuid, 60 from personal_items p where p.user_id = $1 and p.kind = 10 and p.value -> 'contact' -> 'starred' = 'true') near
            group by peer
            """, connection) { Parameters = { new() { Value = user } } };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var near = new Dictionary<Guid, int>();
        while (await rows.ReadAsync(cancellationToken)) near[rows.GetGuid(0)] = rows.GetInt32(1);
        return near;
    }
}

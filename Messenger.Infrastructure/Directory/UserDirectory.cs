using Messenger.Contracts.Directory;
using Messenger.Domain;
using Messenger.Domain.Directory;
using Messenger.Infrastructure.Postgres;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Infrastructure.Directory;

/// <summary>The people, from the accounts.</summary>
sealed class UserDirectory(IDbContextFactory<MessengerDbContext> databases, TimeProvider clock) : IUserDirectory
{
    public async Task<Result<UserPage>> FindAsync(string? query, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await UserQueries.PageAsync(database.Users.NamedLike(query), after, limit, cancellationToken);
    }

    public async Task<IReadOnlyList<User>> GetAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var users = await database.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).ToListAsync(cancellationToken);
        return [.. users.Select(UserQueries.ToContract)];
    }

    public async Task<IReadOnlyDictionary<Guid, PresenceTrace>> GetTracesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await database.Users.Where(u => ids.Contains(u.Id))
            .Select(u => new { u.Id, LastSeenAt = u.HidesLastSeen ? null : u.LastSeenAt, u.Availability, u.StatusEmoji, u.StatusText, u.StatusUntil }).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        return rows.ToDictionary(u => u.Id, u => new PresenceTrace(u.LastSeenAt, UserQueries.StatusOf(u.Availability, u.StatusEmoji, u.StatusText, u.StatusUntil, now)));
    }

    /// <summary>The rows are locked in order: a user may leave two nodes at once.</summary>
    public async Task SetLastSeenAsync(IReadOnlyCollection<Guid> users, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Database.ExecuteSqlAsync($"""
            with gone as (select id from users where id = any({users.ToArray()}) order by id for no key update)
            update users u set last_seen_at = {at} from gone where u.id = gone.id
            """, cancellationToken);
    }
}

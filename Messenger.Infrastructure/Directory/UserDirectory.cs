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
        var rows = await database.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        return rows.ToDictionary(u => u.Id, u => new PresenceTrace(u.HidesLastSeen ? null : u.LastSeenAt, UserQueries.StatusOf(u, now)));
    }

    public async Task SetLastSeenAsync(Guid user, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Users.Where(u => u.Id == user).ExecuteUpdateAsync(u => u.SetProperty(x => x.LastSeenAt, at), cancellationToken);
    }
}

using Messenger.Contracts;
using Messenger.Contracts.Directory;
using Messenger.Domain;
using Messenger.Domain.Directory;
using Messenger.Infrastructure.Postgres;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Infrastructure.Directory;

/// <summary>The people, from the accounts.</summary>
sealed class UserDirectory(IDbContextFactory<MessengerDbContext> databases) : IUserDirectory
{
    public async Task<Result<UserPage>> FindAsync(string? query, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (database.Users.AsNoTracking().Where(u => u.DeactivatedAt == null).NamedLike(query).After(after) is not { } users)
            return ErrorCode.InvalidRequest;
        var found = await users.OrderBy(u => u.DisplayName).ThenBy(u => u.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var page = found.Take(limit).ToList();
        var next = found.Count > limit ? UserQueries.CursorOf(page[^1].Id, page[^1].DisplayName) : null;
        return new UserPage { Users = [.. page.Select(UserQueries.ToContract)], Next = next };
    }

    public async Task<IReadOnlyList<User>> GetAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var users = await database.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).ToListAsync(cancellationToken);
        return [.. users.Select(UserQueries.ToContract)];
    }

    public async Task<IReadOnlyDictionary<Guid, DateTimeOffset>> GetLastSeenAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Users.Where(u => ids.Contains(u.Id) && u.LastSeenAt != null)
            .ToDictionaryAsync(u => u.Id, u => u.LastSeenAt!.Value, cancellationToken);
    }

    public async Task SetLastSeenAsync(Guid user, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Users.Where(u => u.Id == user).ExecuteUpdateAsync(u => u.SetProperty(x => x.LastSeenAt, at), cancellationToken);
    }
}

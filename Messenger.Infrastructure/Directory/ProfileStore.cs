using Messenger.Contracts.Directory;
using Messenger.Contracts.Presence;
using Messenger.Domain.Conversations;
using Messenger.Domain.Directory;
using Messenger.Infrastructure.Identity;
using Messenger.Infrastructure.Postgres;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Infrastructure.Directory;

/// <summary>Profiles, in the rows of the accounts.</summary>
sealed class ProfileStore(IDbContextFactory<MessengerDbContext> databases, TimeProvider clock) : IProfiles
{
    public async Task<OwnProfile?> FindAsync(Guid user, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == user, cancellationToken) is { } row
            ? await ReadAsync(database, row, cancellationToken)
            : null;
    }

    public async Task<OwnProfile> UpdateAsync(Guid user, UpdateProfile change, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var row = await database.Users.SingleAsync(u => u.Id == user, cancellationToken);
        row.Phone = UserQueries.Keep(change.Phone, row.Phone);
        row.TimeZone = UserQueries.Keep(change.TimeZone, row.TimeZone);
        row.Language = UserQueries.Keep(change.Language, row.Language);
        row.Pinyin = UserQueries.Keep(change.Pinyin, row.Pinyin);
        row.HidesLastSeen = change.HidesLastSeen ?? row.HidesLastSeen;
        await database.SaveChangesAsync(cancellationToken);
        return await ReadAsync(database, row, cancellationToken);
    }

    public async Task SetStatusAsync(Guid user, PersonStatus status, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Users.Where(u => u.Id == user).ExecuteUpdateAsync(
            u => u.SetProperty(x => x.Availability, status.Availability).SetProperty(x => x.StatusEmoji, status.Emoji)
                .SetProperty(x => x.StatusText, status.Text).SetProperty(x => x.StatusUntil, status.Until),
            cancellationToken);
    }

    public async Task<User> SetAvatarAsync(Guid user, AvatarImage? image, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        // The account's row first: two pictures at once are set one after the other.
        await database.Users.Where(u => u.Id == user).ExecuteUpdateAsync(
            u => u.SetProperty(x => x.AvatarVersion, x => image == null ? null : NextVersion(clock)), cancellationToken);
        await database.UserAvatars.Where(a => a.UserId == user).ExecuteDeleteAsync(cancellationToken);
        if (image is not null)
        {
            database.UserAvatars.Add(new() { UserId = user, ContentType = image.ContentType, Bytes = image.Bytes });
            await database.SaveChangesAsync(cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        return UserQueries.ToContract(await database.Users.AsNoTracking().SingleAsync(u => u.Id == user, cancellationToken));
    }

    public async Task<AvatarImage?> FindAvatarAsync(Guid user, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.UserAvatars.AsNoTracking().SingleOrDefaultAsync(a => a.UserId == user, cancellationToken) is { } row
            ? new(row.ContentType, row.Bytes)
            : null;
    }

    /// <summary>Milliseconds: also after the picture was taken away, the next one has a number that none had before.</summary>
    static long NextVersion(TimeProvider clock) => clock.GetUtcNow().ToUnixTimeMilliseconds();

    async Task<OwnProfile> ReadAsync(MessengerDbContext database, UserRow row, CancellationToken cancellationToken)
    {
        var all = await database.Departments.AsNoTracking().ToDictionaryAsync(d => d.Id, cancellationToken);
        var line = row.DepartmentId is { } id ? DepartmentStore.Line(all, id) : [];
        var heads = await database.DepartmentHeads.AsNoTracking()
            .Where(h => h.UserId == row.Id || line.Contains(h.DepartmentId) && database.Users.Any(u => u.Id == h.UserId && u.DeactivatedAt == null))
            .OrderBy(h => h.Position).ToListAsync(cancellationToken);
        var byDepartment = heads.Where(h => h.UserId != row.Id).ToLookup(h => h.DepartmentId, h => h.UserId);
        return new()
        {
            Profile = new()
            {
                User = UserQueries.ToContract(row),
                Email = row.Email,
                Phone = row.Phone,
                TimeZone = row.TimeZone,
                Language = row.Language,
                Status = UserQueries.StatusOf(row, clock.GetUtcNow()),
                Departments = [.. Enumerable.Reverse(line).Select(Name)],
                HeadIds = [.. byDepartment[line.FirstOrDefault(byDepartment.Contains)]],
                Heads = [.. heads.Where(h => h.UserId == row.Id).Select(h => Name(h.DepartmentId)).OrderBy(d => d.Name, StringComparer.Ordinal)],
            },
            HidesLastSeen = row.HidesLastSeen,
        };

        DepartmentName Name(Guid department) => new() { Id = department, Name = all[department].Name };
    }
}

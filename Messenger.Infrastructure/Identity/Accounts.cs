using System.Globalization;
using System.Security.Cryptography;
using Messenger.Contracts;
using Messenger.Contracts.Identity;
using Messenger.Domain;
using Messenger.Domain.Identity;
using Messenger.Infrastructure.Directory;
using Messenger.Infrastructure.Postgres;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Messenger.Infrastructure.Identity;

/// <summary>The accounts on PostgreSQL, in the tables of ASP.NET Core Identity.</summary>
sealed class Accounts(IDbContextFactory<MessengerDbContext> databases, PasswordHashing hashing, TimeProvider clock) : IAccounts
{
    /// <summary>Held by whoever changes the number of administrators, so that the last two cannot go in the same moment.</summary>
    const long AdministratorsLock = 0x4d53_4752_0001;

    const int MostAttempts = 5;

    public async Task<Credentials?> VerifyAsync(string userName, string password, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var name = UserNames.Normalize(userName);
        var user = await database.Users.SingleOrDefaultAsync(u => u.NormalizedUserName == name && u.DeactivatedAt == null, cancellationToken);
        return await VerifyAsync(database, user, password, cancellationToken) ? new(user!.Id, user.SecurityStamp!) : null;
    }

    public async Task<string?> FindStampAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Users.Where(u => u.Id == userId && u.DeactivatedAt == null).Select(u => u.SecurityStamp).SingleOrDefaultAsync(cancellationToken);
    }

    async Task<bool> VerifyAsync(MessengerDbContext database, UserRow? user, string password, CancellationToken cancellationToken)
    {
        var result = await hashing.VerifyAsync(user?.PasswordHash, password, cancellationToken);
        if (user is not null && result == PasswordVerificationResult.SuccessRehashNeeded)
        {
            var (old, renewed) = (user.PasswordHash, await hashing.HashAsync(password, cancellationToken));
            await database.Users.Where(u => u.Id == user.Id && u.PasswordHash == old)
                .ExecuteUpdateAsync(u => u.SetProperty(x => x.PasswordHash, renewed), cancellationToken);
        }
        return result != PasswordVerificationResult.Failed;
    }

    public async Task<Account?> FindAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return (await ReadAsync(database, database.Users.Where(u => u.Id == userId), cancellationToken)).SingleOrDefault();
    }

    public async Task<Result<AccountPage>> ListAsync(string? query, AccountKind kind, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (OfKind(database.Users, kind).NamedLike(query).After(after) is not { } users) return ErrorCode.InvalidRequest;
        var found = await ReadAsync(database, users.OrderBy(u => u.DisplayName).ThenBy(u => u.Id).Take(limit + 1), cancellationToken);
        var page = found.Take(limit).ToList();
        return new AccountPage { Accounts = page, Next = found.Count > limit ? UserQueries.CursorOf(page[^1].User.Id, page[^1].User.DisplayName) : null };
    }

    static IQueryable<UserRow> OfKind(IQueryable<UserRow> users, AccountKind kind) => kind switch
    {
        AccountKind.Active => users.Where(u => u.DeactivatedAt == null),
        AccountKind.Deactivated => users.Where(u => u.DeactivatedAt != null),
        AccountKind.Administrators => users.Where(u => u.IsAdministrator && u.DeactivatedAt == null),
        _ => users,
    };

    public async Task<Result<Account>> CreateAsync(Guid id, CreateAccount account, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var user = NewUser(id, account.UserName, account.DisplayName, account.Email, account.IsAdministrator, clock.GetUtcNow());
        user.Title = UserQueries.Keep(account.Title, null);
        user.Phone = UserQueries.Keep(account.Phone, null);
        await DepartmentPaths.PutAsync(database, user, account.Department, clock.GetUtcNow(), cancellationToken);
        var added = await AddAsync(database, user, cancellationToken);
        if (added.IsOk(out _, out _)) await transaction.CommitAsync(cancellationToken);
        return added;
    }

    public async Task<Result<Account>> SetUpAsync(Guid id, SetUp request, CancellationToken cancellationToken)
    {
        var hash = await hashing.HashAsync(request.Password, cancellationToken);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await LockAdministratorsAsync(database, cancellationToken);
        if (await database.Users.AnyAsync(u => u.IsAdministrator && u.DeactivatedAt == null, cancellationToken)) return ErrorCode.LinkInvalid;
        if (!await OneTimeLinks.TryUseAsync(database, request.Token, OneTimeLinkPurpose.SetUp, clock.GetUtcNow(), cancellationToken)) return ErrorCode.LinkInvalid;
        var user = NewUser(id, request.UserName, request.DisplayName, email: null, isAdministrator: true, clock.GetUtcNow());
        user.PasswordHash = hash;
        var added = await AddAsync(database, user, cancellationToken);
        if (added.IsOk(out _, out _)) await transaction.CommitAsync(cancellationToken);
        return added;
    }

    public async Task<Result<Account>> UpdateAsync(Guid userId, UpdateAccount change, CancellationToken cancellationToken) =>
        await ChangeAsync(userId, async (database, user) =>
        {
            user.DisplayName = change.DisplayName ?? user.DisplayName;
            user.Title = UserQueries.Keep(change.Title, user.Title);
            user.Phone = UserQueries.Keep(change.Phone, user.Phone);
            await DepartmentPaths.PutAsync(database, user, change.Department, clock.GetUtcNow(), cancellationToken);
            user.Email = UserQueries.Keep(change.Email, user.Email);
            user.NormalizedEmail = user.Email?.ToUpperInvariant();
            user.IsAdministrator = change.IsAdministrator ?? user.IsAdministrator;
        }, cancellationToken);

    public async Task<Result<Account>> SetActiveAsync(Guid userId, bool active, CancellationToken cancellationToken) =>
        await ChangeAsync(userId, (_, user) =>
        {
            user.DeactivatedAt = active ? null : user.DeactivatedAt ?? clock.GetUtcNow();
            user.SecurityStamp = NewStamp();
            return Task.CompletedTask;
        }, cancellationToken);

    public async Task<Result<Done>> SetPasswordAsync(Guid userId, string password, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (await database.UserLogins.AnyAsync(l => l.UserId == userId, cancellationToken)) return ErrorCode.ManagedElsewhere;
        var (hash, stamp) = (await hashing.HashAsync(password, cancellationToken), NewStamp());
        var changed = await database.Users.Where(u => u.Id == userId && u.DeactivatedAt == null)
            .ExecuteUpdateAsync(u => u.SetProperty(x => x.PasswordHash, hash).SetProperty(x => x.SecurityStamp, stamp), cancellationToken);
        return changed == 1 ? new Done() : ErrorCode.UserNotFound;
    }

    public async Task<bool> HaveAdministratorAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Users.AnyAsync(u => u.IsAdministrator && u.DeactivatedAt == null, cancellationToken);
    }

    public async Task<Result<Credentials>> FindExternalAsync(ExternalIdentity identity, bool create, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            var known = await (
                from login in database.UserLogins
                join user in database.Users on login.UserId equals user.Id
                where login.LoginProvider == identity.Issuer && login.ProviderKey == identity.Subject
                select new { user.Id, user.DeactivatedAt, user.SecurityStamp }).SingleOrDefaultAsync(cancellationToken);
            if (known is not null) return known.DeactivatedAt is null ? new Credentials(known.Id, known.SecurityStamp!) : ErrorCode.WrongCredentials;
            if (!create) return ErrorCode.WrongCredentials;

            var userName = await FindFreeNameAsync(database, UserNames.From(identity.UserName) ?? UserNames.From(identity.Email) ?? "user", cancellationToken);
            var made = NewUser(
                Guid.CreateVersion7(clock.GetUtcNow()), userName, identity.DisplayName ?? userName, identity.Email, isAdministrator: false, clock.GetUtcNow());
            await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
            await DepartmentPaths.PutAsync(database, made, identity.Department, clock.GetUtcNow(), cancellationToken);
            database.Users.Add(made);
            database.UserLogins.Add(new() { LoginProvider = identity.Issuer, ProviderKey = identity.Subject, ProviderDisplayName = identity.Issuer, UserId = made.Id });
            try
            {
                await database.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return new Credentials(made.Id, made.SecurityStamp!);
            }
            catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } && attempt < MostAttempts)
            {
                // The same person signed in twice at once, or somebody took the name: look again.
            }
        }
    }

    static async Task<string> FindFreeNameAsync(MessengerDbContext database, string wanted, CancellationToken cancellationToken)
    {
        for (var i = 1; ; i++)
        {
            var suffix = i == 1 ? "" : i.ToString(CultureInfo.InvariantCulture);
            var room = Math.Min(wanted.Length, UserNames.MaxLength - suffix.Length);
            var name = wanted[..(char.IsHighSurrogate(wanted[room - 1]) ? room - 1 : room)] + suffix;
            var normalized = UserNames.Normalize(name);
            if (!await database.Users.AnyAsync(u => u.NormalizedUserName == normalized, cancellationToken)) return name;
        }
    }

    async Task<Result<Account>> ChangeAsync(Guid userId, Func<MessengerDbContext, UserRow, Task> change, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await LockAdministratorsAsync(database, cancellationToken);
        if (await database.Users.SingleOrDefaultAsync(u => u.Id == userId, cancellationToken) is not { } user) return ErrorCode.UserNotFound;
        var wasAdministrator = user is { IsAdministrator: true, DeactivatedAt: null };
        await change(database, user);
        if (wasAdministrator && user is not { IsAdministrator: true, DeactivatedAt: null }
            && !await database.Users.AnyAsync(u => u.Id != userId && u.IsAdministrator && u.DeactivatedAt == null, cancellationToken))
            return ErrorCode.AdministratorRequired;
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (await ReadAsync(database, database.Users.Where(u => u.Id == userId), cancellationToken)).Single();
    }

    static async Task<Result<Account>> AddAsync(MessengerDbContext database, UserRow user, CancellationToken cancellationToken)
    {
        database.Users.Add(user);
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return ErrorCode.UserNameTaken;
        }
        return (await ReadAsync(database, database.Users.Where(u => u.Id == user.Id), cancellationToken)).Single();
    }

    /// <summary>The row of a new account.</summary>
    public static UserRow NewUser(Guid id, string userName, string displayName, string? email, bool isAdministrator, DateTimeOffset now) => new()
    {
        Id = id,
        UserName = userName,
        NormalizedUserName = UserNames.Normalize(userName),
        DisplayName = displayName.Length > 100 ? displayName[..100] : displayName,
        Email = UserQueries.Keep(email, null),
        NormalizedEmail = UserQueries.Keep(email, null)?.ToUpperInvariant(),
        IsAdministrator = isAdministrator,
        CreatedAt = now,
        SecurityStamp = NewStamp(),
    };

    /// <summary>Until the end of the transaction nobody else changes who administrates.</summary>
    public static Task LockAdministratorsAsync(MessengerDbContext database, CancellationToken cancellationToken) =>
        database.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({AdministratorsLock})", cancellationToken);

    /// <summary>A stamp that no account had.</summary>
    public static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    static async Task<List<Account>> ReadAsync(MessengerDbContext database, IQueryable<UserRow> users, CancellationToken cancellationToken)
    {
        var rows = await users.AsNoTracking()
            .Select(u => new { User = u, External = database.UserLogins.Any(l => l.UserId == u.Id) }).ToListAsync(cancellationToken);
        var departments = rows.Any(r => r.User.DepartmentId is not null)
            ? await database.Departments.AsNoTracking().ToDictionaryAsync(d => d.Id, cancellationToken)
            : [];
        return [.. rows.Select(r => new Account
        {
            User = UserQueries.ToContract(r.User),
            Email = r.User.Email,
            Phone = r.User.Phone,
            DepartmentPath = r.User.DepartmentId is { } id ? DepartmentPaths.Of(departments, id) : null,
            IsAdministrator = r.User.IsAdministrator,
            External = r.External,
            HasPassword = r.User.PasswordHash is not null,
            CreatedAt = r.User.CreatedAt,
            LastSeenAt = r.User.LastSeenAt,
        })];
    }
}

using System.Collections.Concurrent;
using Messenger.Contracts;
using Messenger.Contracts.Identity;
using Messenger.Domain;
using Messenger.Domain.Identity;
using Messenger.Infrastructure.Postgres;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Messenger.Infrastructure.Identity;

/// <summary>Personal access tokens as sessions. Whose a token is never changes, so that is remembered.</summary>
sealed class AccessTokenStore(IDbContextFactory<MessengerDbContext> databases, TimeProvider clock) : IAccessTokens
{
    const int MostRemembered = 10_000;

    readonly ConcurrentDictionary<string, TokenHolder> _holders = new();

    public async Task<Result<AccessToken>> CreateAsync(Guid userId, NewAccessToken token, int max, CancellationToken cancellationToken)
    {
        try
        {
            return await CreateOnceAsync(userId, token, max, cancellationToken);
        }
        catch (DbUpdateException e) when (token.Id is not null && e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return await CreateOnceAsync(userId, token, max, cancellationToken); // another try of the same wish was quicker
        }
    }

    async Task<Result<AccessToken>> CreateOnceAsync(Guid userId, NewAccessToken token, int max, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        if (token.Id is { } id && await database.Sessions.SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is { } earlier)
        {
            if (earlier.UserId != userId || earlier.TokenHash is null || earlier.EndedAt is not null) return ErrorCode.InvalidRequest;
            // Nobody has the first one: who had its answer would not ask again.
            earlier.TokenHash = token.Hash;
            await database.SaveChangesAsync(cancellationToken);
            return ToContract(earlier);
        }
        if (await Good(database, userId, now).CountAsync(cancellationToken) >= max) return ErrorCode.TooMany;
        var session = new SessionRow
        {
            Id = token.Id ?? Guid.CreateVersion7(now),
            UserId = userId,
            Device = token.Name,
            TokenHash = token.Hash,
            Scopes = [.. token.Scopes],
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = now + token.Lifetime,
        };
        database.Sessions.Add(session);
        await database.SaveChangesAsync(cancellationToken);
        return ToContract(session);
    }

    public async Task<IReadOnlyList<AccessToken>> ListAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var sessions = await Good(database, userId, clock.GetUtcNow()).AsNoTracking().OrderByDescending(s => s.Id).ToListAsync(cancellationToken);
        return [.. sessions.Select(ToContract)];
    }

    public async ValueTask<TokenHolder?> FindAsync(byte[] hash, CancellationToken cancellationToken)
    {
        var key = Convert.ToBase64String(hash);
        if (_holders.TryGetValue(key, out var known)) return known;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var session = await database.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.TokenHash == hash, cancellationToken);
        if (session is null) return null;
        if (_holders.Count >= MostRemembered) _holders.Clear();
        return _holders[key] = new(new(session.UserId, session.Id), session.Scopes ?? []);
    }

    static IQueryable<SessionRow> Good(MessengerDbContext database, Guid userId, DateTimeOffset now) =>
        database.Sessions.Where(s => s.UserId == userId && s.TokenHash != null && s.EndedAt == null && s.ExpiresAt > now);

    static AccessToken ToContract(SessionRow session) => new()
    {
        Id = session.Id,
        Name = session.Device,
        Scopes = session.Scopes ?? [],
        CreatedAt = session.CreatedAt,
        LastSeenAt = session.LastSeenAt,
        ExpiresAt = session.ExpiresAt,
    };
}

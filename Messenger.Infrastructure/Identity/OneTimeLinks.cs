using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Messenger.Domain.Identity;
using Messenger.Infrastructure.Postgres;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Infrastructure.Identity;

/// <summary>One-time links on PostgreSQL: 128 random bits, of which only a hash is kept.</summary>
sealed class OneTimeLinks(IDbContextFactory<MessengerDbContext> databases, TimeProvider clock) : IOneTimeLinks
{
    const int TokenBytes = 16;

    public Task<string> CreatePasswordLinkAsync(Guid userId, DateTimeOffset expiresAt, CancellationToken cancellationToken) =>
        CreateAsync(OneTimeLinkPurpose.Password, userId, expiresAt, cancellationToken);

    public Task<string> CreateSetUpLinkAsync(DateTimeOffset expiresAt, CancellationToken cancellationToken) =>
        CreateAsync(OneTimeLinkPurpose.SetUp, userId: null, expiresAt, cancellationToken);

    public async Task<Guid?> PeekAsync(string token, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await Good(database, token, OneTimeLinkPurpose.Password, clock.GetUtcNow()).Select(l => l.UserId).SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<Guid?> RedeemAsync(string token, CancellationToken cancellationToken)
    {
        var user = await PeekAsync(token, cancellationToken);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await TryUseAsync(database, token, OneTimeLinkPurpose.Password, clock.GetUtcNow(), cancellationToken) ? user : null;
    }

    /// <summary>Uses a token up, within the transaction of the database if there is one.</summary>
    public static async Task<bool> TryUseAsync(
        MessengerDbContext database, string token, OneTimeLinkPurpose purpose, DateTimeOffset now, CancellationToken cancellationToken) =>
        await Good(database, token, purpose, now).ExecuteUpdateAsync(l => l.SetProperty(x => x.UsedAt, now), cancellationToken) == 1;

    static IQueryable<OneTimeLinkRow> Good(MessengerDbContext database, string token, OneTimeLinkPurpose purpose, DateTimeOffset now)
    {
        var hash = HashOf(token);
        return database.OneTimeLinks.Where(l => l.TokenHash == hash && l.Purpose == purpose && l.UsedAt == null && l.ExpiresAt > now);
    }

    async Task<string> CreateAsync(OneTimeLinkPurpose purpose, Guid? userId, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        // A set-up link has no user and voids no other: each node that starts prints one, and the first administrator ends them all.
        await database.OneTimeLinks.Where(l => l.UserId == userId && userId != null && l.Purpose == purpose && l.UsedAt == null)
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.UsedAt, now), cancellationToken);
        database.OneTimeLinks.Add(new() { TokenHash = HashOf(token), Purpose = purpose, UserId = userId, ExpiresAt = expiresAt });
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return token;
    }

    static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

using System.Security.Cryptography;
using Messenger.Infrastructure.Postgres;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Infrastructure.Identity;

/// <summary>A private key of the OpenID provider.</summary>
public sealed record TokenKey(Guid Id, TokenKeyUse Use, RSA Key);

/// <summary>
/// The keys of the OpenID provider in the database, protected by Data Protection: the same for all nodes and after every restart. A key is
/// announced for <see cref="KeyRotation.Lead"/>, then signs until its successor does, then verifies until the last token of its time has expired.
/// </summary>
public sealed class TokenKeyStore(
    IDbContextFactory<MessengerDbContext> databases, IDataProtectionProvider protection, KeyRotation rotation, TimeProvider clock)
{
    const long KeysLock = 0x4d53_4752_0002;

    /// <summary>A node may sign with the old key until it reads the keys again, and an identity token lives for twenty minutes.</summary>
    static readonly TimeSpan Slack = TimeSpan.FromHours(1);

    readonly IDataProtector _protector = protection.CreateProtector("Messenger.TokenKeys");

    /// <summary>
    /// All keys, for each use first the one to use, then the newer and older ones that are only good to verify. Makes those that are due, also the
    /// very first; of several nodes that find one due, one makes it.
    /// </summary>
    /// <param name="known">Keys that were read before: they are not decrypted again.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<TokenKey>> LoadAsync(IReadOnlyList<TokenKey> known, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await ReadAsync(database, cancellationToken);
        if (FindDue(rows).ToList() is { Count: > 0 } due) rows = await MakeDueAsync(database, due, cancellationToken);
        return [.. rows.GroupBy(row => row.Use).SelectMany(InOrderOfUse).Select(row => known.FirstOrDefault(key => key.Id == row.Id) ?? Open(row))];
    }

    /// <summary>Removes the keys that no valid token needs any more.</summary>
    public async Task RemovePastAsync(CancellationToken cancellationToken)
    {
        var (now, overlap) = (clock.GetUtcNow(), rotation.Lead + Slack);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Database.ExecuteSqlAsync($"""
            delete from token_keys k
            where exists (
                select from token_keys successor
                where successor.use = k.use and successor.created_at > k.created_at and successor.created_at + {overlap} < {now}
                    and not exists (
                        select from openid_tokens t
                        where t.creation_date <= successor.created_at + {overlap} and t.expiration_date > {now}))
            """, cancellationToken);
    }

    static async Task<List<TokenKeyRow>> ReadAsync(MessengerDbContext database, CancellationToken cancellationToken) =>
        await database.TokenKeys.AsNoTracking().OrderByDescending(k => k.CreatedAt).ToListAsync(cancellationToken);

    /// <summary>Making keys takes a while, so it is done before the lock: of nodes that make some at once, one stores his.</summary>
    async Task<List<TokenKeyRow>> MakeDueAsync(MessengerDbContext database, IEnumerable<TokenKeyUse> due, CancellationToken cancellationToken)
    {
        var made = due.Select(Create).ToList();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await database.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({KeysLock})", cancellationToken);
        var stillDue = FindDue(await ReadAsync(database, cancellationToken)).ToList();
        database.TokenKeys.AddRange(made.Where(key => stillDue.Contains(key.Use)));
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return await ReadAsync(database, cancellationToken);
    }

    /// <summary>The uses whose newest key is old enough to get a successor.</summary>
    IEnumerable<TokenKeyUse> FindDue(List<TokenKeyRow> rows)
    {
        var freshest = clock.GetUtcNow() - (rotation.Period - rotation.Lead);
        return Enum.GetValues<TokenKeyUse>().Where(use => !rows.Any(row => row.Use == use && row.CreatedAt > freshest));
    }

    /// <summary>The newest that all nodes know comes first; before there is one, the oldest.</summary>
    IEnumerable<TokenKeyRow> InOrderOfUse(IEnumerable<TokenKeyRow> newestFirst)
    {
        var keys = newestFirst.ToList();
        var announced = clock.GetUtcNow() - rotation.Lead;
        var current = keys.Find(k => k.CreatedAt <= announced) ?? keys[^1];
        return keys.Where(k => k != current).Prepend(current);
    }

    TokenKeyRow Create(TokenKeyUse use)
    {
        using var rsa = RSA.Create(rotation.KeyBits);
        var now = clock.GetUtcNow();
        return new()
        {
            Id = Guid.CreateVersion7(now),
            Use = use,
            ProtectedKey = Convert.ToBase64String(_protector.Protect(rsa.ExportPkcs8PrivateKey())),
            CreatedAt = now,
        };
    }

    TokenKey Open(TokenKeyRow row)
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(_protector.Unprotect(Convert.FromBase64String(row.ProtectedKey)), out _);
        return new(row.Id, row.Use, rsa);
    }
}

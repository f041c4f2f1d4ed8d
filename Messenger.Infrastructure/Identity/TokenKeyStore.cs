using System.Security.Cryptography;
using Messenger.Infrastructure.Postgres;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Infrastructure.Identity;

/// <summary>A private key of the OpenID provider.</summary>
public sealed record TokenKey(Guid Id, TokenKeyUse Use, RSA Key);

/// <summary>The keys of the OpenID provider in the database, protected by Data Protection: the same for all nodes and after every restart.</summary>
public sealed class TokenKeyStore(IDbContextFactory<MessengerDbContext> databases, IDataProtectionProvider protection, TimeProvider clock)
{
    const long KeysLock = 0x4d53_4752_0002;
    const int KeyBits = 3072;

    readonly IDataProtector _protector = protection.CreateProtector("Messenger.TokenKeys");

    /// <summary>All keys, newest first; the first start makes them. Of several nodes that start at once, one does.</summary>
    public async Task<IReadOnlyList<TokenKey>> LoadAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await database.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({KeysLock})", cancellationToken);
        foreach (var use in Enum.GetValues<TokenKeyUse>())
            if (!await database.TokenKeys.AnyAsync(k => k.Use == use, cancellationToken)) database.TokenKeys.Add(Create(use));
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        var rows = await database.TokenKeys.AsNoTracking().OrderByDescending(k => k.CreatedAt).ToListAsync(cancellationToken);
        return [.. rows.Select(Open)];
    }

    TokenKeyRow Create(TokenKeyUse use)
    {
        using var rsa = RSA.Create(KeyBits);
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

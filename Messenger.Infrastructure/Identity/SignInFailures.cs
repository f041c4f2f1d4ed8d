using System.Security.Cryptography;
using System.Text;
using Messenger.Domain.Identity;
using Messenger.Infrastructure.Postgres;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Infrastructure.Identity;

/// <summary>Failed sign-ins on PostgreSQL, so that all nodes count together.</summary>
sealed class SignInFailures(IDbContextFactory<MessengerDbContext> databases, TimeProvider clock) : ISignInFailures
{
    public async Task<TimeSpan> GetWaitAsync(string userName, string? address, CancellationToken cancellationToken)
    {
        var key = KeyOf(userName, address);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var until = await database.SignInFailures.Where(f => f.Key == key).Select(f => (DateTimeOffset?)f.BlockedUntil).SingleOrDefaultAsync(cancellationToken);
        return until - clock.GetUtcNow() is { } wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    public async Task AddAsync(string userName, string? address, CancellationToken cancellationToken)
    {
        var (key, now) = (KeyOf(userName, address), clock.GetUtcNow());
        var forgotten = now - SignInDelay.Memory;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.SignInFailures.Where(f => f.BlockedUntil < forgotten).ExecuteDeleteAsync(cancellationToken);
        var failures = await database.Database.SqlQuery<int>($"""
            insert into sign_in_failures (key, failures, blocked_until) values ({key}, 1, {now})
            on conflict (key) do update set failures = sign_in_failures.failures + 1
            returning failures as "Value"
            """).ToListAsync(cancellationToken);
        var until = now + SignInDelay.After(failures[0]);
        await database.SignInFailures.Where(f => f.Key == key && f.BlockedUntil < until)
            .ExecuteUpdateAsync(f => f.SetProperty(x => x.BlockedUntil, until), cancellationToken);
    }

    public async Task ForgetAsync(string userName, string? address, CancellationToken cancellationToken)
    {
        var key = KeyOf(userName, address);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.SignInFailures.Where(f => f.Key == key).ExecuteDeleteAsync(cancellationToken);
    }

    static byte[] KeyOf(string userName, string? address) => SHA256.HashData(Encoding.UTF8.GetBytes($"{UserNames.Normalize(userName)}\n{address}"));
}

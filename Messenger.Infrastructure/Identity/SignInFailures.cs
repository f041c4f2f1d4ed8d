using System.Security.Cryptography;
using System.Text;
using Messenger.Domain.Identity;
using Messenger.Infrastructure.Postgres;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Infrastructure.Identity;

/// <summary>Failed sign-ins on PostgreSQL, so that all nodes count together.</summary>
sealed class SignInFailures(IDbContextFactory<MessengerDbContext> databases, TimeProvider clock) : ISignInFailures
{
    public async Task<TimeSpan> TryBeginAsync(string userName, string? from, CancellationToken cancellationToken)
    {
        var (key, now) = (KeyOf(userName, from), clock.GetUtcNow());
        var forgotten = now - SignInDelay.Memory;
        TimeSpan[] delays = [.. SignInDelay.Steps];
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.SignInFailures.Where(f => f.Key == key && f.BlockedUntil < forgotten).ExecuteDeleteAsync(cancellationToken);
        var taken = await database.Database.SqlQuery<int>($"""
            insert into sign_in_failures (key, failures, blocked_until) values ({key}, 1, {now})
            on conflict (key) do update set
                failures = sign_in_failures.failures + 1,
                blocked_until = {now} + ({delays})[least(sign_in_failures.failures + 1, {delays.Length})]
            where sign_in_failures.blocked_until <= {now}
            returning failures as "Value"
            """).ToListAsync(cancellationToken);
        if (taken.Count == 1) return TimeSpan.Zero;
        var until = await database.SignInFailures.Where(f => f.Key == key).Select(f => (DateTimeOffset?)f.BlockedUntil).SingleOrDefaultAsync(cancellationToken);
        // Forgotten in this moment by another's success: the next try is taken, and that is soon.
        return until - now is { } wait && wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1);
    }

    public async Task ForgetAsync(string userName, string? from, CancellationToken cancellationToken)
    {
        var key = KeyOf(userName, from);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.SignInFailures.Where(f => f.Key == key).ExecuteDeleteAsync(cancellationToken);
    }

    static byte[] KeyOf(string userName, string? from) => SHA256.HashData(Encoding.UTF8.GetBytes($"{UserNames.Normalize(userName)}\n{from}"));
}

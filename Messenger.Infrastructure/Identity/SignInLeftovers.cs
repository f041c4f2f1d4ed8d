using Messenger.Domain.Identity;
using Messenger.Infrastructure.Postgres;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Infrastructure.Identity;

/// <summary>
/// What signing in leaves behind and nobody will ask for again. Every node may remove it at the same time: each takes the rows that no other has
/// taken. OpenIddict's own pruning is not used: in transactions of the level repeatable read two nodes fail each other, and it knows one age for
/// all tokens, while a used refresh token must stay known until its end (or its second use would go unnoticed).
/// </summary>
public sealed class SignInLeftovers(IDbContextFactory<MessengerDbContext> databases, Sessions settings, TimeProvider clock)
{
    const int Batch = 1_000;

    /// <summary>A request that began with a token that was good may still be under way.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    /// <summary>Removes them, a thousand rows at a time.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (dead, forgotten, retained) = (now - Grace, now - SignInDelay.Memory, now - settings.Retention);
        await RemoveAllAsync($"""
            delete from one_time_links where token_hash in (
                select token_hash from one_time_links where expires_at < {now} or used_at is not null limit {Batch} for update skip locked)
            """, cancellationToken);
        await RemoveAllAsync($"""
            delete from sign_in_failures where key in (
                select key from sign_in_failures where blocked_until < {forgotten} limit {Batch} for update skip locked)
            """, cancellationToken);
        await RemoveAllAsync($"""
            delete from openid_tokens where id in (
                select id from openid_tokens where expiration_date < {dead} limit {Batch} for update skip locked)
            """, cancellationToken);
        await RemoveAllAsync($"""
            delete from openid_authorizations where id in (
                select id from openid_authorizations a
                where creation_date < {dead} and not exists (select from openid_tokens t where t.authorization_id = a.id)
                limit {Batch} for update skip locked)
            """, cancellationToken);
        await RemoveAllAsync($"""
            delete from sessions where id in (
                select id from sessions
                where coalesce(ended_at, case when token_hash is null then least(expires_at, last_seen_at + {settings.IdleLimit}) else expires_at end) < {retained}
                limit {Batch} for update skip locked)
            """, cancellationToken);
    }

    async Task RemoveAllAsync(FormattableString deletion, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        while (await database.Database.ExecuteSqlAsync(deletion, cancellationToken) == Batch)
        {
        }
    }
}

using Messenger.Contracts.Identity;
using Messenger.Domain.Identity;
using Messenger.Infrastructure.Postgres;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Infrastructure.Identity;

/// <summary>Applications that are registered with the OpenID provider but no longer in the settings.</summary>
public sealed class FormerClients(IDbContextFactory<MessengerDbContext> databases, SessionEnder ender)
{
    /// <summary>
    /// Ends their sessions and removes them with all that they were given. Several nodes may do it at once: the lock of the rows lets one pass,
    /// and keeps a node that still serves such an application from giving it a token meanwhile.
    /// </summary>
    /// <param name="present">The ids of the others.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task RemoveAsync(string[] present, CancellationToken cancellationToken)
    {
        await using var context = await databases.CreateDbContextAsync(cancellationToken);
        var database = context.Database;
        await using var transaction = await database.BeginTransactionAsync(cancellationToken);
        var former = await database.SqlQuery<Guid>($"select id from openid_applications where client_id <> all({present}) order by id for update")
            .ToArrayAsync(cancellationToken);
        if (former.Length == 0) return;
        var authorizations = await database.SqlQuery<Guid>($"select id from openid_authorizations where application_id = any({former})")
            .ToArrayAsync(cancellationToken);
        foreach (var authorization in authorizations)
            await ender.EndByAuthorizationAsync(authorization, SessionEndReason.EndedByAdministrator, cancellationToken);
        await database.ExecuteSqlAsync($"delete from openid_tokens where application_id = any({former})", cancellationToken);
        await database.ExecuteSqlAsync($"delete from openid_authorizations where application_id = any({former})", cancellationToken);
        await database.ExecuteSqlAsync($"delete from openid_applications where id = any({former})", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}

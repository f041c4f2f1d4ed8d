using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Messenger.Infrastructure.Postgres;

/// <summary>Brings the database to the schema of this version.</summary>
public static class Schema
{
    /// <summary>Held by the one node that makes what must be there once.</summary>
    const long StartLock = 0x4d53_4752_0003;

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Runs the migrations that lack, and makes the deployment's row and the first key of Data Protection. Safe when several nodes start at once,
    /// also on one PgBouncer with two server connections.
    /// </summary>
    public static async Task UpgradeAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        // Not the context of the host: its bounds for locks and statements are for requests, and an index may take its time.
        var options = new DbContextOptionsBuilder<MessengerDbContext>();
        options.UseNpgsql(services.GetRequiredService<ConnectionPools>().Ordinary.Database, npgsql => npgsql.CommandTimeout(0))
            .UseMessengerModel().UseApplicationServiceProvider(services);
        await using var guard = new MessengerDbContext(options.Options);
        await RunAloneAsync(guard.Database, async () =>
        {
            await using var context = new MessengerDbContext(options.Options);
            await context.Database.MigrateAsync(cancellationToken);
            await context.Database.ExecuteSqlAsync(
                $"insert into deployment (id, server_epoch) values (1, gen_random_uuid()) on conflict do nothing", cancellationToken);
            // The first use of Data Protection makes its key. Two nodes that did so at once would hold different ones, and would not know each
            // other's cookies until they read the keys again, a day later.
            services.GetRequiredService<IDataProtectionProvider>().CreateProtector("Messenger.Start").Protect([0]);
        }, cancellationToken);
    }

    /// <summary>
    /// Holds the lock in a transaction that does nothing else: an index that is made beside running nodes is outside of any transaction, so EF Core's own
    /// lock does not cover it. Asks for the lock again and again instead of waiting: who waits would hold a connection that the holder may need.
    /// </summary>
    static async Task RunAloneAsync(DatabaseFacade database, Func<Task> work, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using (var transaction = await database.BeginTransactionAsync(cancellationToken))
            {
                var taken = await database.SqlQuery<bool>($"""select pg_try_advisory_xact_lock({StartLock}) as "Value" """).ToListAsync(cancellationToken);
                if (taken[0])
                {
                    // The portal of the last query keeps its snapshot until the next command, and the making of an index waits for all older snapshots.
                    await database.ExecuteSqlAsync($"set local application_name = 'messenger upgrade'", cancellationToken);
                    await work();
                    await transaction.CommitAsync(cancellationToken);
                    return;
                }
            }
            await Task.Delay(Pause, cancellationToken);
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Messenger.Infrastructure.Postgres;

/// <summary>Brings the database to the schema of this version.</summary>
public static class Schema
{
    /// <summary>Runs the migrations that lack, and makes the deployment's row. Safe when several nodes start at once.</summary>
    public static async Task UpgradeAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<MessengerDbContext>().Database;
        await database.MigrateAsync(cancellationToken);
        await database.ExecuteSqlAsync(
            $"insert into deployment (id, server_epoch) values (1, gen_random_uuid()) on conflict do nothing", cancellationToken);
    }
}

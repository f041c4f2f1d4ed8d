using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Messenger.Infrastructure.Postgres;

/// <summary>Gives <c>dotnet ef</c> the same model that the host uses; it needs no database.</summary>
sealed class DesignTimeDbContext : IDesignTimeDbContextFactory<MessengerDbContext>
{
    public MessengerDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<MessengerDbContext>();
        options.UseNpgsql().UseMessengerModel();
        return new MessengerDbContext(options.Options);
    }
}

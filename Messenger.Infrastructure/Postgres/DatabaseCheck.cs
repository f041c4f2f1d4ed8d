using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Messenger.Infrastructure.Postgres;

/// <summary>Looks at the database before anything is written to it.</summary>
public static class DatabaseCheck
{
    const int OldestMajor = 15;

    /// <summary>
    /// Refuses a server that is too old, or that may lose what it has confirmed (design.md, section 3); the setting
    /// <c>Postgres:AllowUnsafeDurability</c> permits the latter, for throw-away databases. Waits for a server that is still starting, and opens the
    /// connections of the log.
    /// </summary>
    /// <exception cref="StartRefusedException">The database cannot be used; the message says why.</exception>
    public static async Task RequireUsableAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var patience = configuration.GetValue("Postgres:StartTimeout", TimeSpan.FromSeconds(30));
        var pools = services.GetRequiredService<ConnectionPools>();
        await using var connection = await OpenAsync(pools, services.GetRequiredService<TimeProvider>(), patience, cancellationToken);
        await using var command = new NpgsqlCommand("""
            select current_setting('server_version_num')::int / 10000, current_setting('fsync'), current_setting('full_page_writes')
            """, connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);

        if (row.GetInt32(0) is var major && major < OldestMajor)
            throw new StartRefusedException($"The database is PostgreSQL {major}; Messenger needs {OldestMajor} or later.");
        if (configuration.GetValue<bool>("Postgres:AllowUnsafeDurability")) return;
        foreach (var (ordinal, name) in ((int, string)[])[(1, "fsync"), (2, "full_page_writes")])
        {
            if (row.GetString(ordinal) != "on")
                throw new StartRefusedException(
                    $"The database runs with {name} = {row.GetString(ordinal)} and would lose acknowledged messages when its machine stops: " +
                    $"switch {name} on, or set Postgres:AllowUnsafeDurability=true for a database that may be lost.");
        }
    }

    static async Task<NpgsqlConnection> OpenAsync(ConnectionPools pools, TimeProvider clock, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var begun = clock.GetTimestamp(); ;)
        {
            try
            {
                await pools.OpenLogAsync(cancellationToken);
                return await pools.Ordinary.OpenAsync(cancellationToken);
            }
            catch (NpgsqlException error) when (error.IsTransient && clock.GetElapsedTime(begun) < patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), clock, cancellationToken);
            }
            catch (NpgsqlException error)
            {
                throw new StartRefusedException($"The database at ConnectionStrings:Postgres cannot be reached: {error.Message.ReplaceLineEndings(" ")}");
            }
        }
    }
}

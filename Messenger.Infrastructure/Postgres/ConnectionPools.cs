using Messenger.Domain;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Messenger.Infrastructure.Postgres;

/// <summary>
/// The connections of a node: some that only the group commits use, one for each batch that may be under way, so that no reader can keep
/// them from writing; and a bounded pool for everything else.
/// </summary>
sealed class ConnectionPools : IAsyncDisposable
{
    /// <summary>The group commits: messages and read cursors.</summary>
    const int Writers = 2;

    /// <summary>Of one connection; the least recently used is given up for a new one.</summary>
    const int PreparedStatements = 100;

    /// <summary>
    /// What the log does is to find rows by their keys, whatever the values and however many: one plan does for all, made without them. Left to itself,
    /// PostgreSQL plans each batch anew, since a batch of one looks cheaper than an average one, and a plan that it makes while a table is empty reads all of it later.
    /// </summary>
    const string PlansByKey = "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off";

    readonly int _logConnections;

    public ConnectionPools(string? connectionString, PoolSettings settings, GroupCommitLimits limits, ILoggerFactory loggers)
    {
        _logConnections = Writers * limits.Lanes + 1; // and one for the question how the database is
        Log = new(Build(connectionString, settings, loggers, pool =>
        {
            // All are kept: when the server has no connection to spare, those of the log are here already.
            (pool.MaxPoolSize, pool.MinPoolSize, pool.ConnectionLifetime) = (_logConnections, _logConnections, 0);
            if (pool.MaxAutoPrepare > 0) pool.Options = $"{pool.Options} {PlansByKey}".TrimStart();
        }));
        Ordinary = new(Build(connectionString, settings, loggers, pool => (pool.MaxPoolSize, pool.MinPoolSize) = (settings.ReaderConnections, 0)));
    }

    /// <summary>For the group commits.</summary>
    public ConnectionPool Log { get; }

    /// <summary>For everything else.</summary>
    public ConnectionPool Ordinary { get; }

    /// <summary>Opens all connections of the log, so that they are had before others take them.</summary>
    public async Task OpenLogAsync(CancellationToken cancellationToken)
    {
        var connections = new List<NpgsqlConnection>();
        try
        {
            while (connections.Count < _logConnections) connections.Add(await Log.Database.OpenConnectionAsync(cancellationToken));
        }
        finally
        {
            foreach (var connection in connections) await connection.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        await Ordinary.DisposeAsync();
    }

    static NpgsqlDataSource Build(string? connectionString, PoolSettings settings, ILoggerFactory loggers, Action<NpgsqlConnectionStringBuilder> size)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        var connection = builder.ConnectionStringBuilder;
        // A timeout ends the connection, never a commit that waits for a standby: PostgreSQL would call that a success.
        connection.CancellationTimeout = -1;
        connection.Timeout = (int)settings.ConnectTimeout.TotalSeconds;
        connection.CommandTimeout = (int)settings.CommandTimeout.TotalSeconds;
        // Parsing and planning cost more than most statements do. Behind PgBouncer in transaction mode, for which No Reset On Close is set, the next
        // statement may meet another process of the server, which has not prepared it.
        if (!connection.NoResetOnClose && connection.MaxAutoPrepare == 0) (connection.MaxAutoPrepare, connection.AutoPrepareMinUsages) = (PreparedStatements, 2);
        // A reset is seven statements, sent before the first of whoever takes the connection next. There is nothing to reset: settings and locks are those
        // of a transaction here, as PgBouncer asks for, too.
        connection.NoResetOnClose = true;
        size(connection);
        builder.UseLoggerFactory(loggers);
        if (connection.Host?.Contains(',', StringComparison.Ordinal) != true) return builder.Build();
        // Several hosts: whichever takes writes. The driver wants to be told so when it is asked for connections.
        connection.TargetSessionAttributes = null;
        return builder.BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary);
    }
}

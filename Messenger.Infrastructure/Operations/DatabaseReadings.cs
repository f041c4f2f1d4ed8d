using Messenger.Contracts.Files;
using Messenger.Contracts.Operations;
using Messenger.Domain.Identity;
using Messenger.Domain.Operations;
using Messenger.Infrastructure.Postgres;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Messenger.Infrastructure.Operations;

/// <summary>The database, asked about itself. What it says of other programs' connections and of standbys, any user may read.</summary>
sealed class DatabaseReadings(ConnectionPools pools, IDbContextFactory<MessengerDbContext> contexts, Sessions sessions, TimeProvider clock) : IDatabaseReadings
{
    /// <summary>One more is not counted: it would take as long as there are messages.</summary>
    const int MostUnindexed = 1_000;

    public async Task<DatabaseReading> ReadAsync(CancellationToken cancellationToken)
    {
        var (applied, known) = await ReadMigrationsAsync(cancellationToken);
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("""
            select current_setting('server_version'), pg_database_size(current_database()), (select sum(numbackends)::int from pg_stat_database),
                current_setting('max_connections')::int, (select count(*)::int from pg_stat_replication), (select max(replay_lag) from pg_stat_replication),
                not current_setting('transaction_read_only')::bool
            """, connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        var reading = new DatabaseReading
        {
            Version = row.GetString(0).Split(' ')[0],
            SizeBytes = row.GetInt64(1),
            Connections = row.GetInt32(2),
            MaxConnections = row.GetInt32(3),
            Standbys = row.GetInt32(4),
            StandbyLag = row.IsDBNull(5) ? null : row.GetTimeSpan(5),
            MigrationsApplied = applied.Count,
            MigrationsPending = known.Except(applied).Count(),
        };
        var takesWrites = row.GetBoolean(6);
        await row.DisposeAsync();
        return takesWrites ? reading with { Commit = await CommitAsync(connection, cancellationToken) } : reading;
    }

    public async Task<WorkReading> ReadWorkAsync(CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"""
            select f.n, f.oldest, d.n, d.oldest, m.n
            from (select count(*) n, clock_timestamp() - min(touched_at) oldest from files where state = {(int)UploadState.Checking}) f,
                (select count(*) n, clock_timestamp() - min(due_at) oldest from personal_items where due_at <= clock_timestamp()) d,
                (select count(*)::int n from (select from messages where words is null and text is not null limit {MostUnindexed}) without) m
            """, connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetTimeSpan(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetTimeSpan(3), row.GetInt32(4));
    }

    public async Task<CountReport> CountAsync(CancellationToken cancellationToken)
    {
        await using var connection = await pools.Ordinary.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("""
            select (select count(*) from users where deactivated_at is null),
                (select count(*) from sessions where ended_at is null and expires_at > now() and (last_seen_at > now() - $1 or token_hash is not null)),
                (select greatest(reltuples, pg_stat_get_live_tuples(oid))::bigint from pg_class where oid = 'conversations'::regclass),
                (select greatest(reltuples, pg_stat_get_live_tuples(oid))::bigint from pg_class where oid = 'messages'::regclass)
            """, connection) { Parameters = { new() { Value = sessions.IdleLimit } } };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new() { Users = row.GetInt64(0), Sessions = row.GetInt64(1), Conversations = row.GetInt64(2), Messages = row.GetInt64(3) };
    }

    async Task<(IReadOnlyCollection<string> Applied, IReadOnlyCollection<string> Known)> ReadMigrationsAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return ([.. await context.Database.GetAppliedMigrationsAsync(cancellationToken)], [.. context.Database.GetMigrations()]);
    }

    /// <summary>A commit that has something to force to the disk, and leaves nothing in any table.</summary>
    async Task<TimeSpan> CommitAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select pg_logical_emit_message(true, 'messenger', 'health')", connection);
        var start = clock.GetTimestamp();
        await command.ExecuteNonQueryAsync(cancellationToken);
        return clock.GetElapsedTime(start);
    }
}

using Npgsql;

namespace Messenger.Infrastructure.Postgres;

/// <summary>How the database is, asked on a connection of the log: readers who have used theirs up do not make a node look ill.</summary>
public sealed class DatabaseHealth
{
    readonly ConnectionPools _pools;
    readonly WriteOutcomes _outcomes;

    internal DatabaseHealth(ConnectionPools pools, WriteOutcomes outcomes) => (_pools, _outcomes) = (pools, outcomes);

    /// <summary>It answers and takes writes; false when it only answers, or refused the last write.</summary>
    /// <exception cref="NpgsqlException">It cannot be reached.</exception>
    public async Task<bool> TakesWritesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _pools.Log.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select not current_setting('transaction_read_only')::bool", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))! && !_outcomes.Failing;
    }
}

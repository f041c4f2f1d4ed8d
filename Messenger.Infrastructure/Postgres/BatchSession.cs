using Messenger.Domain;
using Npgsql;

namespace Messenger.Infrastructure.Postgres;

/// <summary>
/// Runs one batch of commands as one implicit transaction in one round trip, and says honestly how it ended. Rows are handed on only
/// after the server has said that the whole is committed.
/// </summary>
sealed class BatchSession(ConnectionPools pools, WriteOutcomes outcomes)
{
    /// <summary>
    /// How long a server may be silent. Then the connection is dropped without a request to cancel (see the pools), so that a
    /// commit under way goes on, and the outcome is unknown.
    /// </summary>
    const int SilenceSeconds = 10;

    /// <summary>Runs the batch; <paramref name="read"/> reads its results.</summary>
    /// <param name="writer">Whose batch it is.</param>
    /// <param name="batch">The statements.</param>
    /// <param name="read">Reads what they answer.</param>
    /// <exception cref="WriteFailedException">It was not, or perhaps not, committed.</exception>
    public async Task<T> CommitAsync<T>(string writer, NpgsqlBatch batch, Func<NpgsqlDataReader, Task<T>> read)
    {
        var sent = false;
        var warned = false;
        try
        {
            await using var connection = await pools.Log.OpenAsync(CancellationToken.None);
            // A wait for a synchronous standby that an operator cancels ends with success and a warning: the write may not be safe.
            connection.Notice += (_, e) => warned |= e.Notice.InvariantSeverity == "WARNING";
            batch.Connection = connection;
            batch.Timeout = SilenceSeconds;
            sent = true;
            var result = await RunAsync(connection, batch, read);
            if (warned) throw new WriteFailedException(WriteFailure.Unknown, null);
            outcomes.Succeeded(writer);
            return result;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
        {
            var failure = NpgsqlFailures.Classify(e, sent);
            if (failure is WriteFailure.Unavailable or WriteFailure.Unknown) outcomes.Failed(writer);
            throw new WriteFailedException(failure, e);
        }
    }

    static async Task<T> RunAsync<T>(NpgsqlConnection connection, NpgsqlBatch batch, Func<NpgsqlDataReader, Task<T>> read)
    {
        try
        {
            await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
            var result = await read(reader);
            // The commit comes after the last result: only the end of the whole answer says that it was done.
            while (await reader.NextResultAsync(CancellationToken.None)) { }
            return result;
        }
        catch (PostgresException)
        {
            PreparedStatements.Forget(connection);
            throw;
        }
    }
}

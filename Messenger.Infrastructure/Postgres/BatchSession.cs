using Messenger.Domain;
using Npgsql;

namespace Messenger.Infrastructure.Postgres;

/// <summary>
/// Runs one batch of commands as one implicit transaction in one round trip, and says honestly how it ended. Rows are handed on only
/// after the server has said that the whole is committed.
/// </summary>
sealed class BatchSession(NpgsqlDataSource database)
{
    /// <summary>
    /// How long a server may be silent. Then the connection is dropped without a request to cancel (see the data source), so that a
    /// commit under way goes on, and the outcome is unknown.
    /// </summary>
    const int SilenceSeconds = 10;

    /// <summary>Runs the batch; <paramref name="read"/> reads its results.</summary>
    /// <exception cref="WriteFailedException">It was not, or perhaps not, committed.</exception>
    public async Task<T> CommitAsync<T>(NpgsqlBatch batch, Func<NpgsqlDataReader, Task<T>> read)
    {
        var sent = false;
        var warned = false;
        try
        {
            await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
            // A wait for a synchronous standby that an operator cancels ends with success and a warning: the write may not be safe.
            connection.Notice += (_, e) => warned |= e.Notice.InvariantSeverity == "WARNING";
            batch.Connection = connection;
            batch.Timeout = SilenceSeconds;
            sent = true;
            T result;
            await using (var reader = await batch.ExecuteReaderAsync(CancellationToken.None))
            {
                result = await read(reader);
                // The commit comes after the last result: only the end of the whole answer says that it was done.
                while (await reader.NextResultAsync(CancellationToken.None)) { }
            }
            return warned ? throw new WriteFailedException(WriteFailure.Unknown, null) : result;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
        {
            throw new WriteFailedException(NpgsqlFailures.Classify(e, sent), e);
        }
    }

    /// <summary>
    /// Bounds for the statements of the running transaction only, so that it works behind PgBouncer. None of them counts during the commit.
    /// </summary>
    public static NpgsqlBatchCommand Bounds() =>
        new("select set_config('lock_timeout', '500ms', true), set_config('statement_timeout', '4s', true)");
}

using Messenger.Domain;
using Npgsql;

namespace Messenger.Infrastructure.Postgres;

/// <summary>What an exception of the driver says about the write that ended with it.</summary>
static class NpgsqlFailures
{
    /// <summary>
    /// Classifies. Before anything was sent nothing can have been written. Afterwards only an ERROR that the server reported for a statement
    /// proves that the transaction was rolled back; everything else (a broken connection, a FATAL of a server that shuts down, a
    /// timeout of the driver) leaves it open, because the commit may have been done already.
    /// </summary>
    public static WriteFailure Classify(Exception exception, bool sent) => exception switch
    {
        _ when !sent => WriteFailure.Unavailable,
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } => WriteFailure.Blocked,
        PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } => WriteFailure.Unavailable,
        PostgresException { InvariantSeverity: "ERROR", SqlState: var state } when IsShortage(state) => WriteFailure.Unavailable,
        PostgresException { InvariantSeverity: "ERROR" } => WriteFailure.Refused,
        _ => WriteFailure.Unknown,
    };

    /// <summary>Class 53 is insufficient resources, 57 the operator's intervention, 25006 a standby that takes no writes.</summary>
    static bool IsShortage(string sqlState) =>
        sqlState.StartsWith("53", StringComparison.Ordinal) || sqlState.StartsWith("57", StringComparison.Ordinal)
        || sqlState == PostgresErrorCodes.ReadOnlySqlTransaction;
}

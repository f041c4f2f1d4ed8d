using System.Net.Sockets;
using Messenger.Domain;
using Npgsql;

namespace Messenger.Infrastructure.Postgres;

/// <summary>What an exception of the driver says.</summary>
public static class NpgsqlFailures
{
    /// <summary>
    /// What is known of the write that ended with it. Before anything was sent nothing can have been written. Afterwards only an ERROR that the
    /// server reported for a statement proves that the transaction was rolled back; everything else (a broken connection, a FATAL of a server that
    /// shuts down, PgBouncer that lost the server, a timeout of the driver) leaves it open, because the commit may have been done already.
    /// </summary>
    internal static WriteFailure Classify(Exception exception, bool sent) => exception switch
    {
        _ when !sent => WriteFailure.Unavailable,
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } => WriteFailure.Blocked,
        PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } => WriteFailure.Unavailable,
        PostgresException { SqlState: var state } when IsConnection(state) => WriteFailure.Unknown,
        PostgresException { InvariantSeverity: "ERROR", SqlState: var state } when IsShortage(state) => WriteFailure.Unavailable,
        PostgresException { InvariantSeverity: "ERROR" } => WriteFailure.Refused,
        _ => WriteFailure.Unknown,
    };

    /// <summary>It may work later, and the fault is not in what was asked: the database cannot be reached, is busy, full, locked or read-only.</summary>
    public static bool IsPassing(Exception exception) => exception switch
    {
        PostgresException { SqlState: var state } => IsConnection(state) || IsShortage(state) || IsLockedOut(state)
            || state is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        NpgsqlException => true,
        _ => false,
    };

    /// <summary>A statement waited too long, for a lock mostly, and its transaction has written nothing: whoever asked may ask again.</summary>
    internal static bool IsLateStatement(PostgresException exception) =>
        exception.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled;

    /// <summary>The connection had died before, or died meanwhile; another one may do.</summary>
    internal static bool IsLostConnection(NpgsqlException exception) => exception switch
    {
        PostgresException { SqlState: var state } => IsConnection(state) || IsShutdown(state),
        { InnerException: IOException or SocketException } => true,
        _ => false,
    };

    /// <summary>57P01 to 57P05: the server stops, has crashed, or does not take connections yet.</summary>
    internal static bool IsShutdown(string sqlState) => sqlState.StartsWith("57P", StringComparison.Ordinal);

    /// <summary>Class 08. PostgreSQL says it of a broken protocol only, PgBouncer of every server connection that it lost or did not get.</summary>
    static bool IsConnection(string sqlState) => sqlState.StartsWith("08", StringComparison.Ordinal);

    /// <summary>Class 28 and 3D000: the server does not let us in, or has no such database. That is for the operator to mend, not for whoever asks.</summary>
    static bool IsLockedOut(string sqlState) =>
        sqlState.StartsWith("28", StringComparison.Ordinal) || sqlState == PostgresErrorCodes.InvalidCatalogName;

    /// <summary>Class 53 is insufficient resources, 57 the operator's intervention, 58 an error of the system, 25006 a standby that takes no writes.</summary>
    static bool IsShortage(string sqlState) =>
        sqlState.StartsWith("53", StringComparison.Ordinal) || sqlState.StartsWith("57", StringComparison.Ordinal)
        || sqlState.StartsWith("58", StringComparison.Ordinal) || sqlState == PostgresErrorCodes.ReadOnlySqlTransaction;
}

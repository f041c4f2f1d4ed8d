using System.Diagnostics;
using System.Net.Sockets;
using Npgsql;

namespace Messenger.Infrastructure.Postgres;

/// <summary>
/// After the server could not be reached, lets one caller try it again after a pause of random length, and refuses the others meanwhile: who
/// asks a database that is down is answered at once, and one that comes up does not meet everybody in its first moment.
/// </summary>
sealed class ConnectGate
{
    const int ShortestPauseMilliseconds = 250;
    const int LongestPauseMilliseconds = 750;

    Exception? _reason;
    long _until; // a timestamp; 0 while the gate is open

    /// <summary>Lets a caller through, or throws.</summary>
    /// <exception cref="NpgsqlException">The server could not be reached a moment ago.</exception>
    public void Pass()
    {
        var until = Volatile.Read(ref _until);
        if (until == 0) return;
        if (Stopwatch.GetTimestamp() >= until && Interlocked.CompareExchange(ref _until, NextTry(), until) == until) return;
        throw new ClosedException(_reason);
    }

    /// <summary>A connection was had: everybody may pass.</summary>
    public void Opened() => Volatile.Write(ref _until, 0);

    /// <summary>No connection was had. A pool that is used up, or a server with no connection to spare, closes nothing: idle connections may serve yet.</summary>
    public void Failed(Exception exception)
    {
        if (!SaysUnreachable(exception)) return;
        _reason = exception;
        Volatile.Write(ref _until, NextTry());
    }

    static bool SaysUnreachable(Exception exception) => exception switch
    {
        ClosedException => false,
        PostgresException { SqlState: var state } => NpgsqlFailures.IsShutdown(state),
        NpgsqlException { InnerException: IOException or SocketException } => true,
        NpgsqlException { InnerException: TimeoutException } timeout => !timeout.Message.Contains("pool", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    static long NextTry() =>
        Stopwatch.GetTimestamp() + Random.Shared.Next(ShortestPauseMilliseconds, LongestPauseMilliseconds) * Stopwatch.Frequency / 1000;

    sealed class ClosedException(Exception? reason) : NpgsqlException("PostgreSQL could not be reached a moment ago.", reason);
}

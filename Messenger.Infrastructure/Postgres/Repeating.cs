using System.Diagnostics;
using Npgsql;

namespace Messenger.Infrastructure.Postgres;

/// <summary>Does once more what may be done twice: a read, or a write that finds what it has written.</summary>
static class Repeating
{
    /// <summary>Whoever waited longer than this is not made to wait once more.</summary>
    static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Does it, and once more if its connection was lost: pooled connections are found to be dead only when they are used, after a restart or a
    /// failover of the server. The driver empties the pool with the first of them, so the second try has a new one.
    /// </summary>
    public static async Task<T> OnceAsync<T>(Func<Task<T>> action)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            return await action();
        }
        catch (NpgsqlException e) when (NpgsqlFailures.IsLostConnection(e) && Stopwatch.GetElapsedTime(begun) < Bound)
        {
            // Below.
        }
        return await action();
    }
}

using System.ComponentModel.DataAnnotations;

namespace Messenger.Infrastructure.Postgres;

/// <summary>How a node connects to PostgreSQL: section <c>Postgres</c> of the settings. Pool sizes in the connection string are not heeded.</summary>
public sealed class PoolSettings
{
    /// <summary>
    /// Connections for all but the group commits, at most. A start needs two at once. Who gets none within <see cref="ConnectTimeout"/> is
    /// told <c>unavailable_retry</c>.
    /// </summary>
    [Range(2, 10_000)]
    public int ReaderConnections { get; init; } = 30;

    /// <summary>How long to wait for a connection, a free one or a new one; whole seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:10")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long the server may be silent in an ordinary read or write before its connection is dropped; whole seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(4);
}

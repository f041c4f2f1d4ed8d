using Npgsql;

namespace Messenger.Infrastructure.Postgres;

/// <summary>A bounded pool of connections.</summary>
sealed class ConnectionPool(NpgsqlDataSource database) : IAsyncDisposable
{
    /// <summary>The pool itself, for EF Core, which minds the gate through <see cref="GatedOpening"/>.</summary>
    public NpgsqlDataSource Database => database;

    /// <summary>Closed while the server cannot be reached.</summary>
    public ConnectGate Gate { get; } = new();

    /// <summary>A connection, within the time that the settings allow.</summary>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        Gate.Pass();
        try
        {
            var connection = await database.OpenConnectionAsync(cancellationToken);
            Gate.Opened();
            return connection;
        }
        catch (NpgsqlException e)
        {
            Gate.Failed(e);
            throw;
        }
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();
}

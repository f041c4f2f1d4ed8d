using System.Data;
using Npgsql;

namespace Messenger.Infrastructure.Postgres;

/// <summary>What the driver has prepared on a connection by itself.</summary>
static class PreparedStatements
{
    /// <summary>
    /// Lets all of them go, after a statement has failed. When the values of a statement are refused in the very call in which the driver prepares it, the
    /// driver (Npgsql 10.0.3) takes it for one that answers with no rows from then on: it passes over its empty answers, and gives the next statement's rows in
    /// their place.
    /// </summary>
    public static void Forget(NpgsqlConnection connection)
    {
        if (connection.FullState != ConnectionState.Open) return;
        try
        {
            connection.UnprepareAll();
        }
        catch (NpgsqlException)
        {
            // The connection is gone, and what was prepared on it.
        }
    }
}

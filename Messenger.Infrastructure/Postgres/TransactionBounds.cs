using Npgsql;

namespace Messenger.Infrastructure.Postgres;

/// <summary>
/// Bounds for the statements of the running transaction only, so that they work behind PgBouncer: a lock that somebody else holds ends in an
/// error instead of a wait. None of them counts during the commit.
/// </summary>
static class TransactionBounds
{
    /// <summary>For a batch of a group commit: others wait behind it.</summary>
    public static NpgsqlBatchCommand ForTheLog() => new(Sql("500ms", "4s"));

    /// <summary>For a search, which asks for less when it has waited so long.</summary>
    public static NpgsqlBatchCommand ForSearching() => new(Sql("500ms", "700ms"));

    /// <summary>For any other transaction.</summary>
    public static NpgsqlBatchCommand Ordinary() => new(OrdinarySql);

    /// <summary>The server gives up before the driver does, so that the connection remains.</summary>
    public static string OrdinarySql { get; } = Sql("2s", "3500ms");

    static string Sql(string lockTimeout, string statementTimeout) =>
        $"select set_config('lock_timeout', '{lockTimeout}', true), set_config('statement_timeout', '{statementTimeout}', true)";
}

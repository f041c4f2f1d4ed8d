using Microsoft.Extensions.Configuration;

namespace Messenger.Infrastructure.Postgres;

/// <summary>Where the built-in PostgreSQL lives and what it is made of.</summary>
public sealed record BuiltInPostgresOptions
{
    /// <summary>The folder that holds the database (in <c>postgres</c>) and the lock of the host that runs on it.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The folder with <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>; null for those of the npm package.</summary>
    public string? BinDirectory { get; init; }

    /// <summary>Folders from which <c>tools/node_modules</c> is searched upwards.</summary>
    public IReadOnlyList<string> SearchRoots { get; init; } = [AppContext.BaseDirectory];

    /// <summary>Settings of PostgreSQL (postgresql.conf) that go before ours.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether root may run PostgreSQL in a user namespace; otherwise as <c>nobody</c>.</summary>
    public bool UserNamespaces { get; init; } = true;

    /// <summary>
    /// <c>Messenger:DataDirectory</c> (default <c>data</c>; a relative path starts at the content root), <c>Postgres:BinDirectory</c>,
    /// <c>Postgres:Settings:*</c>.
    /// </summary>
    public static BuiltInPostgresOptions From(IConfiguration configuration, string contentRoot) => new()
    {
        DataDirectory = Path.Combine(contentRoot, configuration["Messenger:DataDirectory"] is { Length: > 0 } set ? set : "data"),
        BinDirectory = configuration["Postgres:BinDirectory"] is { Length: > 0 } bin ? bin : null,
        SearchRoots = [contentRoot, AppContext.BaseDirectory],
        Settings = configuration.GetSection("Postgres:Settings").GetChildren().ToDictionary(s => s.Key, s => s.Value ?? ""),
    };
}

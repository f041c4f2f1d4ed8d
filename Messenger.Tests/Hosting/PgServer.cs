using System.Globalization;
using Messenger.Infrastructure.Postgres;
using Messenger.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Testcontainers.PostgreSql;
using Xunit;

[assembly: AssemblyFixture(typeof(PgServer))]

namespace Messenger.Tests.Hosting;

/// <summary>
/// The PostgreSQL of this test run, started when the first test asks for a database. <c>MESSENGER_TEST_POSTGRES</c> says which: absent, the
/// built-in one; <c>container</c>, one in a container; anything else is the connection string of a server whose user may create databases.
/// </summary>
public sealed class PgServer : IAsyncDisposable
{
    /// <summary>Nothing here needs to survive: speed goes first. Hosts on it need <c>Postgres:AllowUnsafeDurability</c>.</summary>
    static readonly Dictionary<string, string> ThrowAway = new()
    {
        ["fsync"] = "off",
        ["full_page_writes"] = "off",
        ["synchronous_commit"] = "off",
        ["shared_buffers"] = "128MB",
        ["max_connections"] = "400",
    };

    readonly SemaphoreSlim _oneAtATime = new(1, 1); // a template must have no other connection while it is copied
    readonly Lazy<Task<string>> _start;
    readonly string _template = string.Create(CultureInfo.InvariantCulture, $"messenger_template_{Environment.ProcessId}");
    readonly List<Func<ValueTask>> _cleanUp = [];
    int _databases;

    public PgServer() => _start = new(StartAsync);

    /// <summary>Makes an empty database with the schema of this version. Dispose of it to drop it.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync()
    {
        var server = await _start.Value;
        var name = string.Create(CultureInfo.InvariantCulture, $"messenger_test_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}");
        await RunAsync(server, $"create database {name} template {_template}");
        return new TestDatabase(Connect(server, name), () => RunAsync(server, $"drop database if exists {name} with (force)"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_start.IsValueCreated)
        {
            var server = await _start.Value;
            await RunAsync(server, $"drop database if exists {_template} with (force)");
            foreach (var clean in Enumerable.Reverse(_cleanUp)) await clean();
        }
        _oneAtATime.Dispose();
    }

    async Task<string> StartAsync()
    {
        var server = Environment.GetEnvironmentVariable("MESSENGER_TEST_POSTGRES") switch
        {
            null or "" => await StartBuiltInAsync(),
            "container" => await StartContainerAsync(),
            var connectionString => connectionString,
        };
        await RunAsync(server, $"drop database if exists {_template} with (force)");
        await RunAsync(server, $"create database {_template}");
        var options = new DbContextOptionsBuilder<MessengerDbContext>();
        options.UseNpgsql(Connect(server, _template, pooling: false)).UseMessengerModel();
        await using var context = new MessengerDbContext(options.Options);
        await context.Database.MigrateAsync();
        return server;
    }

    async Task<string> StartBuiltInAsync()
    {
        var folder = TestFolder.Create();
        _cleanUp.Add(folder.DisposeAsync);
        var postgres = await BuiltInPostgres.StartAsync(
            new BuiltInPostgresOptions { DataDirectory = folder.Path, Settings = ThrowAway }, CancellationToken.None);
        _cleanUp.Add(postgres.DisposeAsync);
        return postgres.ConnectionString;
    }

    async Task<string> StartContainerAsync()
    {
        var container = new PostgreSqlBuilder("postgres:18").Build();
        await container.StartAsync();
        _cleanUp.Add(container.DisposeAsync);
        return container.GetConnectionString();
    }

    async Task RunAsync(string server, string sql)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            await using var connection = new NpgsqlConnection(Connect(server, "postgres", pooling: false));
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    static string Connect(string server, string database, bool pooling = true) =>
        new NpgsqlConnectionStringBuilder(server) { Database = database, Pooling = pooling, MaxPoolSize = 40 }.ConnectionString;
}

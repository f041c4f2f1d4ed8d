using System.Net;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Npgsql;
using Xunit;

namespace Messenger.Tests.LoadBalancing;

/// <summary>Two nodes, each a process, on one database and one Redis. The second has a database user of its own, which can be locked out.</summary>
public sealed class NodeProcesses(PgServer server) : IAsyncLifetime
{
    const string Administrator = "root";
    const string NodeCookie = "messenger_node";
    readonly string _lockable = $"messenger_second_{Environment.ProcessId}";
    TestDatabase? _database;
    RedisServer? _redis;
    HostProcess? _first;
    HostProcess? _second;

    public Uri First { get; private set; } = null!;

    public Uri Second { get; private set; } = null!;

    public IReadOnlyList<Uri> Both => [First, Second];

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _redis = new RedisServer();
        await RunAsync($"create role {_lockable} superuser login password 'second'");
        _first = Start(_database.ConnectionString);
        First = await AddressOfAsync(_first);
        await StartSecondAsync();
        await LinkedAsync(_first);
    }

    /// <summary>A company that knows this address only.</summary>
    public static Task<Company> FoundCompanyAsync(Uri proxy) => Company.FoundAsync(proxy, Administrator, Company.Password);

    /// <summary>The name of the node that the device's connection is on, as the proxy's cookie tells.</summary>
    public static string? NodeOf(Employee device, Uri proxy) => device.Cookies.GetCookies(new Uri(proxy, "/hubs/"))[NodeCookie]?.Value;

    /// <summary>A connection of this device at this node: it comes again as a newcomer until the proxy sends it there.</summary>
    public static async Task<HubConnection> ConnectAtAsync(
        Employee device, Uri proxy, string node, HttpTransportType transport = HttpTransportType.WebSockets, bool messagePack = false)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            foreach (Cookie cookie in device.Cookies.GetCookies(new Uri(proxy, "/hubs/")))
                if (cookie.Name == NodeCookie) cookie.Expired = true;
            var connection = await device.ConnectAsync(transport, messagePack);
            if (NodeOf(device, proxy) == node) return connection;
            await connection.StopAsync(TestContext.Current.CancellationToken);
        }
        throw new InvalidOperationException($"20 connections, and none at {node}.");
    }

    /// <summary>The second node loses its database, and only that: it is not ready any more, its connections and its Redis stay.</summary>
    public async Task LockSecondOutAsync()
    {
        await RunAsync($"alter role {_lockable} nologin");
        await RunAsync($"select pg_terminate_backend(pid) from pg_stat_activity where usename = '{_lockable}'");
        await BecomesAsync(HttpStatusCode.ServiceUnavailable);
    }

    /// <summary>It may come back.</summary>
    public async Task LetSecondInAsync()
    {
        await RunAsync($"alter role {_lockable} login");
        await BecomesAsync(HttpStatusCode.OK);
    }

    /// <summary>Tells the second node to stop, which gives its clients time to move. Answers its exit code when it has ended.</summary>
    public async Task<int> DrainSecondAsync()
    {
        _second!.Signal("TERM");
        return await _second.ExitAsync();
    }

    /// <summary>Starts the second node, also after it was drained.</summary>
    public async Task StartSecondAsync()
    {
        if (_second is not null) await _second.DisposeAsync();
        _second = Start(new NpgsqlConnectionStringBuilder(_database!.ConnectionString) { Username = _lockable, Password = "second" }.ConnectionString);
        Second = await AddressOfAsync(_second);
        await LinkedAsync(_second);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in (HostProcess?[])[_second, _first])
            if (host is not null) await host.DisposeAsync();
        if (_redis is not null) await _redis.DisposeAsync();
        if (_database is null) return;
        await RunAsync($"drop role if exists {_lockable}");
        await _database.DisposeAsync();
    }

    HostProcess Start(string connectionString) => HostProcess.Start(new Dictionary<string, string>
    {
        ["ConnectionStrings:Postgres"] = connectionString,
        ["ConnectionStrings:Redis"] = _redis!.Address,
        ["Postgres:AllowUnsafeDurability"] = "true",
        ["Connections:DrainTime"] = "00:00:06",
        ["Messenger:TrustedProxies:0"] = "127.0.0.1",
        ["MESSENGER_ADMIN_USER"] = Administrator,
        ["MESSENGER_ADMIN_PASSWORD"] = Company.Password,
    });

    /// <summary>As the proxies know it: nginx tells who answered by address.</summary>
    static async Task<Uri> AddressOfAsync(HostProcess host) => new UriBuilder(await host.ReadyAsync()) { Host = "127.0.0.1" }.Uri;

    static Task LinkedAsync(HostProcess node) => Eventually.TrueAsync(() => node.Printed.Contains("The link to Redis is Up", StringComparison.Ordinal));

    async Task BecomesAsync(HttpStatusCode ready)
    {
        using var client = new HttpClient();
        await Eventually.TrueAsync(async () =>
        {
            using var answer = await client.GetAsync(new Uri(Second, "/health/ready"), CancellationToken.None);
            return answer.StatusCode == ready;
        });
    }

    async Task RunAsync(string sql)
    {
        await using var connection = await _database!.ConnectAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>The tests behind both proxies share the nodes.</summary>
[CollectionDefinition(nameof(NodeProcesses))]
public sealed class BehindProxies : ICollectionFixture<NodeProcesses>;

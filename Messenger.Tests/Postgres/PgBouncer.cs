using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Messenger.Infrastructure.Postgres;
using Messenger.Tests.Hosting;
using Npgsql;
using Xunit;

namespace Messenger.Tests.Postgres;

/// <summary>A PgBouncer of one test, in transaction mode on a loopback port, before a server.</summary>
sealed class PgBouncer : IAsyncDisposable
{
    readonly TestFolder _folder = TestFolder.Create();
    readonly int _port = FreePort.Take();
    Process? _process;

    PgBouncer()
    {
    }

    /// <summary>Starts one before the server of a database.</summary>
    public static async Task<PgBouncer> StartAsync(TestDatabase database, int serverConnections)
    {
        var pooler = new PgBouncer();
        var server = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        await File.WriteAllTextAsync(pooler.ConfigurationFile, string.Create(CultureInfo.InvariantCulture, $"""
            [databases]
            * = host={server.Host} port={server.Port} user={server.Username}{(server.Password is { Length: > 0 } password ? $" password={password}" : "")}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {pooler._port}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = {serverConnections}
            max_client_conn = 1000
            logfile = {pooler._folder.In("pgbouncer.log")}

            """), TestContext.Current.CancellationToken);
        await pooler.StartAsync();
        return pooler;
    }

    /// <summary>The way to a database through it, as docs/operations.md says.</summary>
    public TestDatabase Through(string database) => new(
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=anyone;Database={database};No Reset On Close=true"), () => Task.CompletedTask);

    /// <summary>Lets running transactions end and holds all new ones.</summary>
    public void Pause() => Signal("USR1");

    /// <summary>Goes on after <see cref="Pause"/>.</summary>
    public void Resume() => Signal("USR2");

    /// <summary>Kills it and starts another one at the same place.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await _folder.DisposeAsync();
    }

    string ConfigurationFile => _folder.In("pgbouncer.ini");

    async Task StartAsync()
    {
        // It refuses to run as root, as PostgreSQL does.
        var runAs = await RunAs.ChooseAsync(_folder.Path, namespaces: true, TestContext.Current.CancellationToken);
        await runAs.TakeOverAsync(_folder.Path, TestContext.Current.CancellationToken);
        string[] command = [.. runAs.Prefix, "pgbouncer", "-q", ConfigurationFile];
        _process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
        await Eventually.TrueAsync(async () =>
        {
            if (_process.HasExited) throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync("127.0.0.1", _port, TestContext.Current.CancellationToken);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        });
    }

    async Task KillAsync()
    {
        if (_process is null) return;
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _process = null;
    }

    void Signal(string name)
    {
        using var kill = Process.Start("/bin/kill", ["-s", name, _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}

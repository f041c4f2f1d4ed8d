using System.Diagnostics;
using System.Globalization;
using Messenger.Infrastructure.Postgres;
using Messenger.Tests.Hosting;
using Npgsql;
using Xunit;

namespace Messenger.Tests.Postgres;

/// <summary>A durable PostgreSQL of one test, which kills, freezes and restarts it.</summary>
sealed class LonePostgres : IAsyncDisposable
{
    readonly TestFolder? _folder;
    readonly BuiltInPostgresOptions _options;
    BuiltInPostgres? _server;

    LonePostgres(TestFolder? folder, BuiltInPostgresOptions options) => (_folder, _options) = (folder, options);

    /// <summary>The database, which outlives each of the servers. It is empty until a host has been there.</summary>
    public TestDatabase Database { get; private set; } = null!;

    string Cluster => Path.Combine(_options.DataDirectory, "postgres");

    /// <summary>Starts a server, in a folder of its own unless one is given.</summary>
    public static async Task<LonePostgres> StartAsync(Dictionary<string, string>? settings = null, string? dataDirectory = null)
    {
        var folder = dataDirectory is null ? TestFolder.Create() : null;
        var all = new Dictionary<string, string> { ["shared_buffers"] = "32MB" };
        foreach (var (name, value) in settings ?? []) all[name] = value;
        var postgres = new LonePostgres(folder, new BuiltInPostgresOptions { DataDirectory = dataDirectory ?? folder!.In("data"), Settings = all });
        await postgres.StartAgainAsync();
        postgres.Database = new(postgres._server!.ConnectionString, () => Task.CompletedTask);
        return postgres;
    }

    /// <summary>Starts the server after <see cref="KillAsync"/> or <see cref="StopAsync"/>.</summary>
    public async Task StartAgainAsync() => _server = await BuiltInPostgres.StartAsync(_options, TestContext.Current.CancellationToken);

    /// <summary>Starts the server again whenever it has died, as the host does with its own.</summary>
    public void KeepRunning() => _server!.KeepRunning(TimeProvider.System, _ => { });

    /// <summary>Stops the server in order.</summary>
    public async Task StopAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _server = null;
    }

    /// <summary>Kills the postmaster with kill -9; nothing starts it again.</summary>
    public async Task KillAsync()
    {
        Signal("KILL", _server!.ProcessId!.Value);
        await StopAsync();
    }

    /// <summary>What <c>pg_ctl restart</c> does.</summary>
    public async Task RestartAsync(string mode)
    {
        var binaries = await PostgresBinaries.FindAsync(null, _options.SearchRoots, TestContext.Current.CancellationToken);
        var runAs = await RunAs.ChooseAsync(Cluster, namespaces: true, TestContext.Current.CancellationToken);
        var done = await ChildCommand.RunAsync(
            [.. runAs.Prefix, binaries.PgCtl, "restart", "-D", Cluster, "-m", mode, "-w", "-s", "-l", Path.Combine(Cluster, "server.log")], TestContext.Current.CancellationToken);
        Assert.True(done.Good, done.Reason);
    }

    /// <summary>Kills one backend with kill -9: the postmaster ends all others and recovers.</summary>
    public async Task KillBackendAsync()
    {
        await using var connection = new NpgsqlConnection(Database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        Signal("KILL", connection.ProcessID);
    }

    /// <summary>All its processes stand still, and their sockets stay open.</summary>
    public void Freeze() => SignalAll("STOP");

    /// <summary>They go on after <see cref="Freeze"/>.</summary>
    public void Thaw() => SignalAll("CONT");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_folder is not null) await _folder.DisposeAsync();
    }

    void SignalAll(string name)
    {
        var postmaster = Postmaster.Find(Cluster)!.Pid;
        Signal(name, postmaster);
        foreach (var child in ChildrenOf(postmaster)) Signal(name, child);
    }

    static IEnumerable<int> ChildrenOf(int parent)
    {
        foreach (var folder in Directory.GetDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)) continue;
            string stat;
            try
            {
                stat = File.ReadAllText(Path.Combine(folder, "stat"));
            }
            catch (IOException)
            {
                continue; // it has ended
            }
            // pid (name) state parent ...; the name may hold anything but is the last in parentheses
            if (int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture) == parent) yield return pid;
        }
    }

    static void Signal(string name, int pid)
    {
        using var kill = Process.Start("/bin/kill", ["-s", name, pid.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}

using System.Diagnostics;
using Messenger.Infrastructure.Postgres;
using Messenger.Tests.Hosting;
using Npgsql;
using Xunit;

namespace Messenger.Tests.Operations;

/// <summary>A data folder, the hosts that run on it one after the other, and their built-in database.</summary>
sealed class OperatedMessenger : IAsyncDisposable
{
    readonly TestFolder _folder = TestFolder.Create();

    public string Folder => _folder.Path;

    public string Data => In("data");

    public string Cluster => Path.Combine(Data, "postgres");

    public string In(string name) => _folder.In(name);

    public HostProcess Start(Dictionary<string, string>? settings = null)
    {
        var all = new Dictionary<string, string> { ["Messenger:DataDirectory"] = Data };
        foreach (var (name, value) in settings ?? []) all[name] = value;
        return HostProcess.Start(all);
    }

    /// <summary>Starts a host that serves.</summary>
    public async Task<HostProcess> StartAsync()
    {
        var host = Start();
        await host.ReadyAsync();
        return host;
    }

    public static async Task StopAsync(HostProcess host)
    {
        await using (host)
        {
            host.Signal("TERM");
            Assert.Equal(0, await host.ExitAsync());
        }
    }

    /// <summary>The database that runs on the folder.</summary>
    public Postmaster Server() => Assert.IsType<Postmaster>(Postmaster.Find(Cluster));

    /// <summary>One value, straight from the database.</summary>
    public async Task<object?> RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"Host={Server().SocketDirectory};Username=messenger;Database=messenger;Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        if (Postmaster.Find(Cluster) is { } left) Kill(left.Pid); // only when a test failed in between
        await _folder.DisposeAsync();
    }
}

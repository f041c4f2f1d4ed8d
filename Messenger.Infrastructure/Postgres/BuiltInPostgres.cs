using System.Globalization;
using Npgsql;

namespace Messenger.Infrastructure.Postgres;

/// <summary>
/// A private PostgreSQL in the data folder, for an installation without a database server. One host at a time holds the folder; the
/// server listens on a Unix socket that only its own user can reach.
/// </summary>
/// <remarks>
/// The server has a session of its own, so it outlives a host that was killed; the next host on the folder finds it and takes it over.
/// </remarks>
public sealed class BuiltInPostgres : IAsyncDisposable
{
    readonly PostgresCluster _cluster;
    readonly string _directory;
    readonly FileStream _lock;
    readonly CancellationTokenSource _stopping = new();
    Task _watching = Task.CompletedTask;

    BuiltInPostgres(PostgresCluster cluster, string directory, FileStream @lock, string connectionString)
    {
        (_cluster, _directory, _lock, ConnectionString) = (cluster, directory, @lock, connectionString);
    }

    /// <summary>How to reach the database.</summary>
    public string ConnectionString { get; }

    /// <summary>The process of the server, for tests and messages; null if it does not run just now.</summary>
    public int? ProcessId => Postmaster.Find(_directory)?.Pid;

    /// <summary>Starts the server, or takes over the one that a killed host left behind, and makes the database if it is missing.</summary>
    /// <exception cref="StartRefusedException">It cannot be started here; the message says why.</exception>
    public static async Task<BuiltInPostgres> StartAsync(BuiltInPostgresOptions options, CancellationToken cancellationToken)
    {
        var binaries = await PostgresBinaries.FindAsync(options.BinDirectory, options.SearchRoots, cancellationToken);
        var dataDirectory = Path.GetFullPath(options.DataDirectory);
        var @lock = TakeLock(dataDirectory);
        try
        {
            var directory = Path.Combine(dataDirectory, "postgres");
            var runAs = await RunAs.ChooseAsync(directory, options.UserNamespaces, cancellationToken);
            var cluster = new PostgresCluster(directory, binaries, runAs, options.Settings);
            await cluster.CreateIfMissingAsync(cancellationToken);
            var running = Postmaster.Find(directory) ?? await cluster.StartAsync(cancellationToken);
            try
            {
                var connection = new NpgsqlConnectionStringBuilder { Host = running.SocketDirectory, Port = 5432, Username = PostgresCluster.Superuser, Database = "messenger" };
                await CreateDatabaseAsync(connection, cancellationToken);
                return new BuiltInPostgres(cluster, directory, @lock, connection.ConnectionString);
            }
            catch
            {
                await cluster.StopAsync();
                throw;
            }
        }
        catch
        {
            await @lock.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the server again whenever it has ended by itself, until this object is disposed.</summary>
    /// <param name="clock">Measures the pause between two looks: one second.</param>
    /// <param name="report">Takes one sentence about what happened.</param>
    public void KeepRunning(TimeProvider clock, Action<string> report) => _watching = WatchAsync(clock, report, _stopping.Token);

    /// <summary>Stops the server and gives the data folder free.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching;
        await _cluster.StopAsync();
        await _lock.DisposeAsync();
        _stopping.Dispose();
    }

    async Task WatchAsync(TimeProvider clock, Action<string> report, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (Postmaster.Find(_directory) is not null) continue;
                try
                {
                    await _cluster.StartAsync(cancellationToken);
                    report("The built-in PostgreSQL had ended and was started again.");
                }
                catch (StartRefusedException refused) // its old processes may still be ending
                {
                    report(refused.Message);
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>Makes the data folder and holds it for as long as the file is open; the kernel lets go when the process dies.</summary>
    static FileStream TakeLock(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, "messenger.lock");
        try
        {
            // Others may pass through, to the folder of the database, whose own mode keeps them out.
            System.IO.Directory.CreateDirectory(dataDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(PidFile(dataDirectory), string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n"));
            return file;
        }
        catch (IOException error) when (error.HResult is 11 or 35) // EWOULDBLOCK on Linux, on macOS: flock(2) says that another holds it
        {
            throw new StartRefusedException(
                $"Another Messenger{HolderOf(dataDirectory)} already runs on the data folder '{dataDirectory}': stop it first, or start on another folder (Messenger:DataDirectory, run.sh --data).");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"The data folder '{dataDirectory}' cannot be written ({error.Message.TrimEnd('.')}): give this user the right to, or choose another folder (Messenger:DataDirectory, run.sh --data).");
        }
    }

    /// <summary>Who holds the lock: a file of its own, because nobody else can read the one that is locked.</summary>
    static string PidFile(string dataDirectory) => Path.Combine(dataDirectory, "messenger.pid");

    static string HolderOf(string dataDirectory)
    {
        try
        {
            return int.TryParse(File.ReadAllText(PidFile(dataDirectory)), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var pid)
                ? string.Create(CultureInfo.InvariantCulture, $" (process {pid})")
                : "";
        }
        catch (IOException)
        {
            return "";
        }
    }

    static async Task CreateDatabaseAsync(NpgsqlConnectionStringBuilder target, CancellationToken cancellationToken)
    {
        var maintenance = new NpgsqlConnectionStringBuilder(target.ConnectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(maintenance.ConnectionString);
        await OpenAsync(connection, cancellationToken);
        await using var find = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = target.Database } } };
        if (await find.ExecuteScalarAsync(cancellationToken) is not null) return;
        await using var create = new NpgsqlCommand($"create database {target.Database}", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A server that we took over may still be recovering from what killed its host.</summary>
    static async Task OpenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await connection.OpenAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException error) when (error.IsTransient && tries < 300)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            }
        }
    }
}

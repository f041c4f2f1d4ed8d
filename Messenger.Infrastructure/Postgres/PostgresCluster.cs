using System.Diagnostics;
using System.Text;

namespace Messenger.Infrastructure.Postgres;

/// <summary>One data folder of PostgreSQL: made, started and stopped by its own programs.</summary>
sealed class PostgresCluster(string directory, PostgresBinaries binaries, RunAs runAs, IReadOnlyDictionary<string, string> settings)
{
    /// <summary>The database's superuser; the socket, which only our own user can reach, is its guard.</summary>
    public const string Superuser = "messenger";

    const int LongestSocketPath = 107; // sun_path of unix(7), less its final zero
    const string SocketName = "/.s.PGSQL.5432";
    const long LargestLog = 10_000_000;

    /// <summary>What a messenger needs: many small commits, most of them on few rows.</summary>
    static readonly Dictionary<string, string> Defaults = new()
    {
        ["listen_addresses"] = "",
        ["unix_socket_permissions"] = "0700",
        ["max_connections"] = "200",
        ["shared_buffers"] = "256MB",
        ["wal_buffers"] = "16MB",
        ["wal_compression"] = "on",
        ["max_wal_size"] = "2GB",
        ["checkpoint_timeout"] = "15min",
        ["random_page_cost"] = "1.1",
        ["jit"] = "off",
        ["log_checkpoints"] = "off",
        ["log_timezone"] = "UTC",
        ["timezone"] = "UTC",
    };

    string Log => Path.Combine(directory, "server.log");

    /// <summary>Makes the data folder if it does not exist. A half-made one never gets the name.</summary>
    public async Task CreateIfMissingAsync(CancellationToken cancellationToken)
    {
        var versionFile = Path.Combine(directory, "PG_VERSION");
        if (File.Exists(versionFile))
        {
            var version = (await File.ReadAllTextAsync(versionFile, cancellationToken)).Trim();
            if (version != $"{binaries.Major}")
                throw new StartRefusedException(
                    $"'{directory}' was written by PostgreSQL {version}, but '{binaries.Directory}' is PostgreSQL {binaries.Major}: nothing was changed; " +
                    $"set Postgres:BinDirectory to the programs of PostgreSQL {version}, or start on another data folder.");
            return;
        }
        if (System.IO.Directory.Exists(directory) && System.IO.Directory.EnumerateFileSystemEntries(directory).Any())
            throw new StartRefusedException(
                $"'{directory}' is not empty and not a database of PostgreSQL (it has no PG_VERSION): move it away, or start on another data folder.");

        var unfinished = directory + ".new";
        if (System.IO.Directory.Exists(unfinished)) System.IO.Directory.Delete(unfinished, recursive: true);
        System.IO.Directory.CreateDirectory(unfinished, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await runAs.TakeOverAsync(unfinished, cancellationToken);
        // Not --locale=C: it takes upper case and trigrams away from everything that is not ASCII.
        var made = await ChildCommand.RunAsync([.. runAs.Prefix, binaries.Initdb, "-D", unfinished, "-U", Superuser, "-E", "UTF8", "--locale=C.UTF-8",
            "--data-checksums", "--auth-local=trust", "--auth-host=reject"], cancellationToken);
        if (!made.Good) throw new StartRefusedException($"PostgreSQL could not make its data folder '{directory}': {made.Reason}");
        await File.AppendAllTextAsync(Path.Combine(unfinished, "postgresql.conf"),
            "\n# Written anew at each start of Messenger; change it there with Postgres:Settings:<name>.\ninclude_if_exists = 'messenger.conf'\n", cancellationToken);
        if (System.IO.Directory.Exists(directory)) System.IO.Directory.Delete(directory);
        System.IO.Directory.Move(unfinished, directory);
    }

    /// <summary>Starts the server and waits until it takes connections.</summary>
    public async Task<Postmaster> StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await runAs.TakeOverAsync(directory, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(directory, "messenger.conf"), Configuration(await SocketDirectoryAsync(cancellationToken)), cancellationToken);
        if (new FileInfo(Log) is { Exists: true, Length: > LargestLog }) File.Move(Log, Log + ".1", overwrite: true);

        for (var begun = Stopwatch.StartNew(); ;)
        {
            // Nobody runs here: the caller looked, and holds the lock of the data folder. The pids in these files may be zombies or others'.
            File.Delete(Postmaster.FileOf(directory));
            File.Delete(directory + SocketName + ".lock");
            // pg_ctl gives the server a session of its own: Ctrl-C at the terminal reaches the host alone, which stops the server when it is done.
            var started = await ChildCommand.RunAsync([.. runAs.Prefix, binaries.PgCtl, "start", "-D", directory, "-l", Log, "-w", "-t", "120", "-s"], CancellationToken.None);
            if (!cancellationToken.IsCancellationRequested && started.Good && Postmaster.Find(directory) is { } running) return running;

            await StopAsync();
            cancellationToken.ThrowIfCancellationRequested();
            var reason = LastWords() ?? started.Reason;
            // The children of a server that was killed are still ending; PostgreSQL sees them by their shared memory.
            if (!reason.Contains("shared memory block", StringComparison.Ordinal) || begun.Elapsed > TimeSpan.FromSeconds(20))
                throw new StartRefusedException($"PostgreSQL did not start on '{directory}': {reason} (more in '{Log}')");
            await Task.Delay(TimeSpan.FromMilliseconds(250), cancellationToken);
        }
    }

    /// <summary>Stops the server: connections are cut, what is committed is on the disk.</summary>
    public async Task StopAsync()
    {
        if (Postmaster.Find(directory) is not { } running) return;
        var stopped = await StopAsync("fast", "60");
        if (!stopped.Good && Postmaster.Find(directory) is not null) await StopAsync("immediate", "10");

        // pg_ctl returns when the pid file is gone, a moment before the process is.
        for (var waited = Stopwatch.StartNew(); running.Exists && waited.Elapsed < TimeSpan.FromSeconds(5);)
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        if (!running.SocketDirectory.StartsWith(directory, StringComparison.Ordinal) && System.IO.Directory.Exists(running.SocketDirectory))
            System.IO.Directory.Delete(running.SocketDirectory, recursive: true);
    }

    Task<Finished> StopAsync(string mode, string seconds) => ChildCommand.RunAsync(
        [.. runAs.Prefix, binaries.PgCtl, "stop", "-D", directory, "-m", mode, "-w", "-t", seconds, "-s"], CancellationToken.None);

    /// <summary>In the data folder, where only we can enter; a path too long for a socket, or one that its list cannot hold, gets a folder under the temporary one.</summary>
    async Task<string> SocketDirectoryAsync(CancellationToken cancellationToken)
    {
        if (Encoding.UTF8.GetByteCount(directory) + SocketName.Length <= LongestSocketPath && directory.AsSpan().IndexOfAny(',', '"', '\n') < 0) return directory;
        var folder = System.IO.Directory.CreateTempSubdirectory("messenger-").FullName; // mode 0700, and a name that nobody can guess
        await runAs.TakeOverAsync(folder, cancellationToken);
        return folder;
    }

    string Configuration(string socketDirectory)
    {
        var all = new Dictionary<string, string>(Defaults) { ["unix_socket_directories"] = $"\"{socketDirectory}\"" };
        foreach (var (name, value) in settings)
        {
            if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.') || value.AsSpan().IndexOfAny('\r', '\n') >= 0)
                throw new StartRefusedException($"Postgres:Settings:{name} is not a setting of PostgreSQL on one line.");
            all[name] = value;
        }
        var text = new StringBuilder();
        foreach (var (name, value) in all)
            text.Append(name).Append(" = '").Append(value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)).Append("'\n");
        return text.ToString();
    }

    string? LastWords() => !File.Exists(Log) ? null : File.ReadLines(Log).TakeLast(20)
        .LastOrDefault(line => line.Contains("FATAL", StringComparison.Ordinal) || line.Contains("PANIC", StringComparison.Ordinal));
}

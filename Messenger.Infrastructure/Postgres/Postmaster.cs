using System.Diagnostics;
using System.Globalization;

namespace Messenger.Infrastructure.Postgres;

/// <summary>A running PostgreSQL server, as its <c>postmaster.pid</c> tells (its lines: pid, data folder, start time, port, socket folder, ...).</summary>
sealed record Postmaster(int Pid, string SocketDirectory)
{
    /// <summary>The server that runs on this data folder; null if there is none, or if the file was left by one that is gone.</summary>
    public static Postmaster? Find(string clusterDirectory)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(FileOf(clusterDirectory));
        }
        catch (IOException)
        {
            return null;
        }
        return lines.Length >= 5
            && int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && Serves(pid, clusterDirectory)
            ? new Postmaster(pid, lines[4])
            : null;
    }

    /// <summary>Whether the process is still there.</summary>
    public bool Exists
    {
        get
        {
            try
            {
                using var process = Process.GetProcessById(Pid);
                return OperatingSystem.IsLinux()
                    ? File.ResolveLinkTarget(string.Create(CultureInfo.InvariantCulture, $"/proc/{Pid}/cwd"), returnFinalTarget: false) is not null
                    : !process.HasExited;
            }
            catch (Exception error) when (error is ArgumentException or IOException or UnauthorizedAccessException or InvalidOperationException)
            {
                return false;
            }
        }
    }

    /// <summary>Where a data folder names its server.</summary>
    public static string FileOf(string clusterDirectory) => Path.Combine(clusterDirectory, "postmaster.pid");

    /// <summary>Whether that process is a PostgreSQL on that folder. After a reboot the number may belong to anyone.</summary>
    static bool Serves(int pid, string clusterDirectory)
    {
        if (OperatingSystem.IsLinux())
        {
            // The server works inside its data folder. A zombie has no such link any more.
            var process = string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}");
            try
            {
                return File.ResolveLinkTarget(process + "/cwd", returnFinalTarget: false)?.FullName is { } folder
                    && folder == Real(clusterDirectory)
                    && File.ReadAllText(process + "/comm").Trim() == "postgres";
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.ProcessName == "postgres";
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The path without symbolic links, as the kernel knows it.</summary>
    static string Real(string path)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var part in path[real.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = new DirectoryInfo(Path.Combine(real, part));
            real = next.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Real(target.FullName) : next.FullName;
        }
        return real;
    }
}

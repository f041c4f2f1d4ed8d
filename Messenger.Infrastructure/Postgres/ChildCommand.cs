using System.ComponentModel;
using System.Diagnostics;

namespace Messenger.Infrastructure.Postgres;

/// <summary>What a program said that ran to its end. <paramref name="ExitCode"/> is 127 when there is no such program.</summary>
sealed record Finished(int ExitCode, string Output, string Error)
{
    public bool Good => ExitCode == 0;

    /// <summary>The last lines, for a message on one line.</summary>
    public string Reason => string.Join(' ', (Error.Length > 0 ? Error : Output)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(4));
}

/// <summary>Runs short programs beside the host.</summary>
static class ChildCommand
{
    /// <summary>Runs a program to its end. It gets no PG* variables: they would lead PostgreSQL's programs elsewhere.</summary>
    public static async Task<Finished> RunAsync(IEnumerable<string> commandLine, CancellationToken cancellationToken)
    {
        var words = commandLine.ToList();
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetPathRoot(AppContext.BaseDirectory), // another user may not be allowed to enter ours
        };
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C"; // we read what the programs say

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception error)
        {
            return new Finished(127, "", error.Message);
        }
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return new Finished(process.ExitCode, await output, await errors);
    }
}

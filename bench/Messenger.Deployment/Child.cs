using System.Diagnostics;
using System.Globalization;

namespace Messenger.Deployment;

/// <summary>A program that a run started, in a session of its own: Ctrl-C reaches the runner alone, which ends the others in order.</summary>
sealed class Child : IAsyncDisposable
{
    readonly Process _process;
    readonly StreamWriter _log;

    Child(Process process, StreamWriter log) => (_process, _log) = (process, log);

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Where one writes to it.</summary>
    public StreamWriter Input => _process.StandardInput;

    /// <summary>Starts a program; what it prints goes to a file, and line by line to whoever listens.</summary>
    public static Child Start(IReadOnlyList<string> command, string logFile, Action<string>? heard = null, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo("setsid", command) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" };
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("PG", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var child = new Child(new Process { StartInfo = start }, new StreamWriter(new FileStream(logFile, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true });
        child._process.OutputDataReceived += (_, line) => child.Hear(line.Data, heard);
        child._process.ErrorDataReceived += (_, line) => child.Hear(line.Data, null);
        child._process.Start();
        EndOfRunner.Do(child, () => SignalAsync(-child.Id, "KILL")); // with all that it has started in its session
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a program to its end; answers what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> RunAsync(IReadOnlyList<string> command, bool mayFail = false)
    {
        using var process = new Process { StartInfo = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" } };
        process.Start();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        if (process.ExitCode != 0 && !mayFail) throw new InvalidOperationException($"{string.Join(' ', command)}: {await errors}{await output}");
        return await output;
    }

    /// <summary>Sends a signal, such as <c>KILL</c>, <c>STOP</c> or <c>TERM</c>.</summary>
    public Task SignalAsync(string name) => SignalAsync(Id, name);

    public static Task SignalAsync(int id, string name) => RunAsync(["kill", "-s", name, "--", id.ToString(CultureInfo.InvariantCulture)], mayFail: true);

    /// <summary>Waits for its end; false if it does not come in time.</summary>
    public async Task<bool> WaitAsync(TimeSpan limit)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(limit);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Kills it, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        if (_process.HasExited) return;
        await SignalAsync("KILL");
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        EndOfRunner.Forget(this);
        _process.Dispose();
        lock (_log) _log.Dispose();
    }

    void Hear(string? line, Action<string>? heard)
    {
        if (line is null) return;
        heard?.Invoke(line);
        lock (_log)
        {
            if (_log.BaseStream.CanWrite) _log.WriteLine(line);
        }
    }
}

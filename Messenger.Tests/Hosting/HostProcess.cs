using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit;

namespace Messenger.Tests.Hosting;

/// <summary>
/// The built host as a process of its own, in a process group of its own, for tests that kill, signal or restart it. What it prints is kept.
/// </summary>
public sealed class HostProcess : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(4); // a machine that does much else starts three nodes in minutes
    readonly Process _process;
    readonly StringBuilder _printed = new();
    readonly StringBuilder _complained = new();
    readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    HostProcess(Process process) => _process = process;

    /// <summary>The folder of the sources.</summary>
    public static string Root { get; } = Ancestors(AppContext.BaseDirectory).First(folder => File.Exists(Path.Combine(folder, "Messenger.sln")));

    /// <summary>The host as it was built together with these tests.</summary>
    public static string Assembly { get; } = Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, "..", "..", "Messenger.Api", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "Messenger.Api.dll"));

    /// <summary>Also the id of its process group.</summary>
    public int Id => _process.Id;

    /// <summary>All that went to standard output so far.</summary>
    public string Printed => Read(_printed);

    /// <summary>All that went to standard error so far.</summary>
    public string Complained => Read(_complained);

    /// <summary>Starts the host with settings, on a free loopback port unless <c>Urls</c> says otherwise.</summary>
    public static HostProcess Start(IReadOnlyDictionary<string, string> settings, IReadOnlyList<string>? prefix = null)
    {
        var all = new Dictionary<string, string> { ["Urls"] = "http://127.0.0.1:0", ["KeyRotation:KeyBits"] = "2048" };
        foreach (var (name, value) in settings) all[name] = value;
        return Run([.. prefix ?? [], "dotnet", Assembly, .. all.Select(s => $"--{s.Key}={s.Value}")]);
    }

    /// <summary>Starts any program in the same way.</summary>
    public static HostProcess Run(IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("/usr/bin/setsid", command)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(Assembly), // its appsettings.json
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var host = new HostProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        host._process.OutputDataReceived += (_, line) => host.Take(host._printed, line.Data);
        host._process.ErrorDataReceived += (_, line) => host.Take(host._complained, line.Data);
        host._process.Exited += (_, _) => host._ready.TrySetException(new InvalidOperationException("The process ended before it was ready."));
        host._process.Start();
        host._process.StandardInput.Close();
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        return host;
    }

    /// <summary>Waits for the ready line and answers the address in it.</summary>
    public async Task<Uri> ReadyAsync()
    {
        try
        {
            return await _ready.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        catch (Exception error) when (error is InvalidOperationException or TimeoutException)
        {
            throw new InvalidOperationException($"{error.Message}\n{Printed}\n{Complained}", error);
        }
    }

    /// <summary>Sends a signal to the process alone, such as <c>TERM</c>, <c>INT</c> or <c>KILL</c>.</summary>
    public void Signal(string name) => Send(name, Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>Sends a signal to the whole group, as Ctrl-C in a terminal does.</summary>
    public void SignalGroup(string name) => Send(name, "-" + Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>Waits for the end and answers the exit code.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Ends it gently if it still runs, so that it stops its database too.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Signal("TERM");
            try
            {
                await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(Patience);
            }
            catch (TimeoutException)
            {
                SignalGroup("KILL");
            }
        }
        _process.Dispose();
    }

    static void Send(string name, string target)
    {
        using var kill = Process.Start("/bin/kill", ["-s", name, "--", target]);
        kill.WaitForExit();
    }

    static string Read(StringBuilder text)
    {
        lock (text) return text.ToString();
    }

    static IEnumerable<string> Ancestors(string folder)
    {
        for (var here = new DirectoryInfo(folder); here is not null; here = here.Parent)
            yield return here.FullName;
    }

    void Take(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text) text.AppendLine(line);
        const string ready = "Messenger is ready at ";
        if (line.StartsWith(ready, StringComparison.Ordinal)) _ready.TrySetResult(new Uri(line[ready.Length..].Trim()));
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.LoadBalancing;

/// <summary>HAProxy or nginx with the configuration that we ship, on loopback ports that it keeps through reloads and restarts.</summary>
public sealed class ProxyServer : IAsyncDisposable
{
    readonly TestFolder _folder = TestFolder.Create();
    readonly StringBuilder _printed = new();
    readonly ProxyKind _kind;
    readonly string _configuration;
    Process _process;

    ProxyServer(ProxyKind kind, ProxySettings settings)
    {
        (_kind, Settings, _configuration) = (kind, settings, _folder.In("proxy.conf"));
        File.WriteAllText(_configuration, kind == ProxyKind.Haproxy ? ShippedConfiguration.Haproxy(settings, _folder) : ShippedConfiguration.Nginx(settings, _folder));
        _process = Run();
    }

    public ProxySettings Settings { get; }

    public Uri Address => new($"http://127.0.0.1:{Settings.Port.ToString(CultureInfo.InvariantCulture)}/");

    public Uri SecureAddress => new($"https://127.0.0.1:{Settings.SecurePort.ToString(CultureInfo.InvariantCulture)}/");

    /// <summary>All that it has logged, its access log included.</summary>
    public string Log
    {
        get
        {
            var files = string.Concat(((string[])["access.log", "error.log"]).Select(_folder.In).Where(File.Exists).Select(ReadShared));
            lock (_printed) return files + _printed;
        }
    }

    /// <summary>Starts a proxy in front of these nodes, and waits until it listens.</summary>
    public static async Task<ProxyServer> StartAsync(ProxyKind kind, IReadOnlyList<Uri> nodes, bool refusesUpgrades = false)
    {
        var proxy = new ProxyServer(kind, new(FreePort.Take(), FreePort.Take(), nodes, refusesUpgrades));
        await proxy.ListensAsync();
        return proxy;
    }

    /// <summary>It reads its configuration again: new connections go to a new process, open ones stay with the old one.</summary>
    public async Task ReloadAsync()
    {
        var before = Workers();
        Signal(_kind == ProxyKind.Haproxy ? "USR2" : "HUP");
        await Eventually.TrueAsync(() => Workers().Except(before).Any());
        await ListensAsync();
    }

    /// <summary>All its connections are cut, and it starts again.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        _process = Run();
        await ListensAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _folder.DisposeAsync();
    }

    Process Run()
    {
        var start = new ProcessStartInfo(_kind == ProxyKind.Haproxy ? "haproxy" : "nginx",
            _kind == ProxyKind.Haproxy ? ["-W", "-f", _configuration] : ["-c", _configuration, "-e", "stderr"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    async Task StopAsync()
    {
        if (!_process.HasExited) Signal("TERM");
        await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(Employee.Patience);
        _process.Dispose();
    }

    Task ListensAsync() => Eventually.TrueAsync(async () =>
    {
        if (_process.HasExited) throw new InvalidOperationException($"The proxy ended:\n{Log}");
        return await AcceptsAsync(Settings.Port) && await AcceptsAsync(Settings.SecurePort);
    });

    static async Task<bool> AcceptsAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>The processes that do the work for the one that was started.</summary>
    string[] Workers() => File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/task/{_process.Id}/children"))
        .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    void Signal(string name)
    {
        using var kill = Process.Start("/bin/kill", ["-s", name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    void Take(string? line)
    {
        if (line is null) return;
        lock (_printed) _printed.AppendLine(line);
    }

    static string ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}

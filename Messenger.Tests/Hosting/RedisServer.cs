using System.Diagnostics;
using System.Globalization;

namespace Messenger.Tests.Hosting;

/// <summary>A redis-server of one test, on a loopback port that it keeps through stops, hangs and restarts. Nothing is kept on disk.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    readonly TestFolder _folder = TestFolder.Create();
    readonly IReadOnlyList<string> _options;
    Process? _process;

    public RedisServer(params IReadOnlyList<string> options)
    {
        _options = options;
        Port = FreePort.Take();
        Start();
    }

    public int Port { get; }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>Starts it again after <see cref="Kill"/>.</summary>
    public void Start() => _process = Process.Start(new ProcessStartInfo("redis-server",
        ["--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", _folder.Path, .. _options])
    {
        RedirectStandardOutput = true,
    })!;

    /// <summary>It is gone at once; what it held is lost.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    /// <summary>It holds its connections and answers nothing.</summary>
    public void Hang() => Signal("STOP");

    /// <summary>It goes on after <see cref="Hang"/>.</summary>
    public void GoOn() => Signal("CONT");

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) Kill();
        await _folder.DisposeAsync();
    }

    void Signal(string name)
    {
        using var kill = Process.Start("/bin/kill", ["-s", name, _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}

using System.Globalization;

namespace Messenger.Deployment;

/// <summary>A Redis of the run's own, without persistence: it holds nothing that must survive.</summary>
sealed class RedisServer(string folder, int port) : IAsyncDisposable
{
    Child? _process;

    public int Port => port;

    public Child Process => _process ?? throw new InvalidOperationException("Redis was not started.");

    public async Task StartAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        var log = Path.Combine(folder, "redis.log");
        _process = Child.Start(["redis-server", "--bind", "127.0.0.1", "--port", Text, "--save", "", "--appendonly", "no", "--dir", folder], log);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!(await Child.RunAsync(["redis-cli", "-p", Text, "ping"], mayFail: true)).Contains("PONG", StringComparison.Ordinal)) await Task.Delay(50, patience.Token);
    }

    public Task CommandAsync(params string[] words) => Child.RunAsync(["redis-cli", "-p", Text, .. words], mayFail: true);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
    }

    string Text => port.ToString(CultureInfo.InvariantCulture);
}

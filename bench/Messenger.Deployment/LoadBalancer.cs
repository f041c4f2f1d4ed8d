using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Messenger.Deployment;

/// <summary>HAProxy before the nodes. A cookie keeps a client's requests on one node, as the transports other than WebSockets need it.</summary>
sealed class LoadBalancer(string folder, int port, IReadOnlyList<int> nodePorts) : IAsyncDisposable
{
    Child? _process;

    public int Port => port;

    public async Task StartAsync()
    {
        var configuration = Path.Combine(folder, "haproxy.cfg");
        await File.WriteAllTextAsync(configuration, Configuration());
        if (_process is not null) await _process.DisposeAsync();
        _process = Child.Start(["haproxy", "-W", "-db", "-f", configuration], Path.Combine(folder, "haproxy.log"));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await ListensAsync())
        {
            if (_process.HasExited) throw new InvalidOperationException("HAProxy did not start; haproxy.log says why.");
            await Task.Delay(50, patience.Token);
        }
    }

    /// <summary>Stops it and starts it again: every connection through it is gone.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    /// <summary>Reads its configuration again; the old worker keeps its connections until they end.</summary>
    public Task ReloadAsync() => _process!.SignalAsync("USR2");

    public async ValueTask DisposeAsync() => await StopAsync();

    async Task<bool> ListensAsync()
    {
        using var probe = new TcpClient();
        try
        {
            await probe.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    async Task StopAsync()
    {
        if (_process is null) return;
        // The master takes its workers along.
        await _process.SignalAsync("TERM");
        if (!await _process.WaitAsync(TimeSpan.FromSeconds(5))) await _process.KillAsync();
        await _process.DisposeAsync();
        _process = null;
    }

    string Configuration() => string.Create(CultureInfo.InvariantCulture, $"""
        global
          maxconn 8000
        defaults
          mode http
          timeout connect 3s
          timeout client 75s
          timeout server 75s
          timeout tunnel 1h
          timeout http-request 10s
          retries 2
          option redispatch
        frontend messenger
          bind 127.0.0.1:{port}
          default_backend nodes
        backend nodes
          balance leastconn
          cookie NODE insert indirect nocache httponly
          option httpchk GET /health/ready
          default-server check inter 500ms fall 2 rise 1
        {string.Join('\n', nodePorts.Select((p, i) => $"  server node{i + 1} 127.0.0.1:{p} cookie node{i + 1}"))}

        """);
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Messenger.Faults.Proxy;

/// <summary>
/// Stands before a TCP server on loopback and does to its connections what a bad network would. It needs no rights, so what it shows can
/// be shown on any machine.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    readonly IPEndPoint _target;
    readonly IPEndPoint _address;
    readonly Random? _redis;
    readonly LaneControl _toServer;
    readonly LaneControl _toClient;
    readonly ConcurrentDictionary<Link, Task> _links = new();
    readonly SemaphoreSlim _listening = new(1, 1);
    TcpListener? _listener;
    Task _accepting = Task.CompletedTask;
    int _accepted;

    FaultProxy(int port, int targetPort, TimeProvider clock, int seed, bool isRedis)
    {
        _address = new(IPAddress.Loopback, port);
        _target = new(IPAddress.Loopback, targetPort);
        _redis = isRedis ? new(seed) : null;
        (_toServer, _toClient) = (new(clock, seed), new(clock, seed + 1));
    }

    /// <summary>Where it listens, on 127.0.0.1.</summary>
    public int Port => _address.Port;

    /// <summary>The connections that are open now.</summary>
    public int OpenConnections => _links.Count;

    /// <summary>The connections that were ever taken.</summary>
    public int AcceptedConnections => Volatile.Read(ref _accepted);

    /// <summary>A connection has lost bytes and will be reset by <see cref="HealAsync"/>.</summary>
    public bool HasSwallowed => _links.Keys.Any(link => link.HasLost);

    /// <summary>Starts a proxy.</summary>
    /// <param name="port">Where to listen, on 127.0.0.1; 0 for any free port.</param>
    /// <param name="targetPort">The server's port on 127.0.0.1.</param>
    /// <param name="clock">The clock of latencies and bandwidths.</param>
    /// <param name="seed">Where the jitter begins.</param>
    /// <param name="isRedis">The server is Redis, and single messages can be lost.</param>
    public static FaultProxy Start(int port, int targetPort, TimeProvider clock, int seed, bool isRedis = false)
    {
        var proxy = new FaultProxy(port, targetPort, clock, seed, isRedis);
        proxy.Listen();
        return proxy;
    }

    /// <summary>Sets the faults of a direction, for the connections that are open and those to come.</summary>
    public void Set(Lane lane, LaneFaults faults) => (lane == Lane.ToServer ? _toServer : _toClient).Set(faults);

    /// <summary>Sets the same faults for both directions.</summary>
    public void Set(LaneFaults faults)
    {
        Set(Lane.ToServer, faults);
        Set(Lane.ToClient, faults);
    }

    /// <summary>Refuses new connections until told otherwise; those that are open stay.</summary>
    public async Task RefuseAsync(bool refuse)
    {
        await _listening.WaitAsync();
        try
        {
            if (!refuse && _listener is null) Listen();
            if (!refuse || _listener is null) return;
            _listener.Stop();
            _listener = null;
            await _accepting;
        }
        finally
        {
            _listening.Release();
        }
    }

    /// <summary>Resets connections: all, or as many as said.</summary>
    public int Reset(int most = int.MaxValue)
    {
        var links = _links.Keys.Take(most).ToList();
        links.ForEach(link => link.Reset());
        return links.Count;
    }

    /// <summary>Ends one direction of all connections; the other goes on.</summary>
    public void HalfClose(Lane lane)
    {
        foreach (var link in _links.Keys) link.HalfClose(lane);
    }

    /// <summary>Takes all faults away. Connections that lost bytes are reset: they cannot go on.</summary>
    public async Task HealAsync()
    {
        Set(LaneFaults.None);
        foreach (var link in _links.Keys.Where(link => link.HasLost)) link.Reset();
        await RefuseAsync(false);
    }

    /// <summary>Ends all connections and listens no more.</summary>
    public async ValueTask DisposeAsync()
    {
        await RefuseAsync(true);
        Reset();
        await Task.WhenAll(_links.Values);
        _listening.Dispose();
    }

    RedisMessages? NewFilter()
    {
        if (_redis is null) return null;
        lock (_redis) return new(_redis.Next());
    }

    void Listen()
    {
        _listener = new(_address);
        _listener.Start(backlog: 4_096);
        _address.Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptSocketAsync();
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
            _ = ConnectAsync(client);
        }
    }

    async Task ConnectAsync(Socket client)
    {
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var link = new Link(client, server, _toServer, _toClient, NewFilter());
        var ended = new TaskCompletionSource();
        _links[link] = ended.Task;
        Interlocked.Increment(ref _accepted);
        try
        {
            await server.ConnectAsync(_target);
            await link.RunAsync();
        }
        catch (Exception away) when (away is SocketException or ObjectDisposedException)
        {
            link.Reset(); // nobody listens behind us, and so nobody does here
        }
        finally
        {
            _links.TryRemove(link, out _);
            ended.SetResult();
        }
    }
}

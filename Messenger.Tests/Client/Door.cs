using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Messenger.Tests.Client;

/// <summary>A way to a host that can be shut: connections through it are cut and new ones refused until it opens again.</summary>
sealed class Door : IAsyncDisposable
{
    readonly Uri _host;
    readonly ConcurrentBag<Socket> _open = [];
    readonly CancellationTokenSource _end = new();
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly Task _accepting;
    volatile bool _shut;

    public Door(Uri host)
    {
        _host = host;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    public void Open() => _shut = false;

    public void Close()
    {
        _shut = true;
        while (_open.TryTake(out var socket)) socket.Close(timeout: 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Close();
        await _accepting; // first: who accepts at a listener that has stopped is told so by an exception of another kind
        _listener.Stop();
        _end.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true) _ = CarryAsync(await _listener.AcceptSocketAsync(_end.Token));
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    async Task CarryAsync(Socket client)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _open.Add(client);
        _open.Add(server);
        try
        {
            if (_shut) return;
            await server.ConnectAsync(IPAddress.Parse(_host.Host), _host.Port, _end.Token);
            await Task.WhenAny(PumpAsync(client, server), PumpAsync(server, client));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Shut.
        }
        finally
        {
            client.Close(timeout: 0);
            server.Close(timeout: 0);
        }
    }

    async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16_384];
        while (await from.ReceiveAsync(buffer, SocketFlags.None, _end.Token) is > 0 and var length) await to.SendAsync(buffer.AsMemory(0, length), SocketFlags.None, _end.Token);
    }
}

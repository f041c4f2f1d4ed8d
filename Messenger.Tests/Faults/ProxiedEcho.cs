using System.Net;
using System.Net.Sockets;
using Messenger.Faults.Proxy;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Messenger.Tests.Faults;

/// <summary>A server that sends back what it gets, and the proxy before it.</summary>
sealed class ProxiedEcho : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly List<Socket> _clients = [];
    readonly CancellationTokenSource _stop = new();
    readonly Task _serving;

    public ProxiedEcho()
    {
        _listener.Start();
        _serving = ServeAsync();
        Proxy = FaultProxy.Start(0, ((IPEndPoint)_listener.LocalEndpoint).Port, Clock, seed: 1);
    }

    public FakeTimeProvider Clock { get; } = new();

    public FaultProxy Proxy { get; }

    /// <summary>The server's ends of the connections so far.</summary>
    public List<Socket> ServerEnds { get; } = [];

    public async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _clients.Add(socket);
        await socket.ConnectAsync(IPAddress.Loopback, Proxy.Port, TestContext.Current.CancellationToken);
        return socket;
    }

    /// <summary>Reads so many bytes, or fewer when the stream ends before.</summary>
    public static async Task<byte[]> ReadAsync(Socket socket, int count)
    {
        var bytes = new byte[count];
        var got = 0;
        while (got < count)
        {
            var more = await socket.ReceiveAsync(bytes.AsMemory(got), TestContext.Current.CancellationToken).AsTask().WaitAsync(Employee.Patience, TestContext.Current.CancellationToken);
            if (more == 0) break;
            got += more;
        }
        return bytes[..got];
    }

    /// <summary>Lets time pass until something has happened; answers how much.</summary>
    public async Task<TimeSpan> PassUntilAsync(Task happened, TimeSpan step)
    {
        var passed = TimeSpan.Zero;
        while (!happened.IsCompleted)
        {
            Clock.Advance(step);
            passed += step;
            await Task.WhenAny(happened, Task.Delay(TimeSpan.FromMilliseconds(2), TestContext.Current.CancellationToken));
        }
        await happened;
        return passed;
    }

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _clients.ForEach(c => c.Dispose());
        ServerEnds.ForEach(c => c.Dispose());
        _stop.Dispose();
    }

    async Task ServeAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync(_stop.Token);
            }
            catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
            lock (ServerEnds) ServerEnds.Add(socket);
            _ = EchoAsync(socket);
        }
    }

    static async Task EchoAsync(Socket socket)
    {
        try
        {
            var buffer = new byte[4096];
            while (await socket.ReceiveAsync(buffer) is > 0 and var count) await socket.SendAsync(buffer.AsMemory(0, count));
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
        {
            socket.Dispose();
        }
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using Messenger.Tests.Hosting;
using Npgsql;

namespace Messenger.Tests.Postgres;

/// <summary>
/// A way to PostgreSQL that breaks once at the worst moment: after the server has done what a certain text asks for, before anyone hears of it.
/// </summary>
sealed class CuttingProxy : IAsyncDisposable
{
    readonly CancellationTokenSource _stop = new();
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly string _socket;
    readonly string _server;
    readonly Task _accepting;
    byte[]? _text;
    int _cuts;

    public CuttingProxy(TestDatabase database)
    {
        _server = database.ConnectionString;
        var server = new NpgsqlConnectionStringBuilder(_server);
        _socket = $"{server.Host}/.s.PGSQL.{server.Port}";
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The way to the database through here.</summary>
    public TestDatabase Database => new(
        new NpgsqlConnectionStringBuilder(_server) { Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.ConnectionString, () => Task.CompletedTask);

    /// <summary>How often it was cut.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    /// <summary>The next connection that sends this text is cut when the server answers.</summary>
    public void CutAfter(string text) => _text = Encoding.UTF8.GetBytes(text);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    async Task AcceptAsync()
    {
        var links = new List<Task>();
        try
        {
            while (true) links.Add(LinkAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(links);
        }
    }

    async Task LinkAsync(TcpClient client)
    {
        using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        using (client)
        {
            try
            {
                await server.ConnectAsync(new UnixDomainSocketEndPoint(_socket), end.Token);
                await using var there = new NetworkStream(server);
                await using var here = client.GetStream();
                var cutting = false;
                await await Task.WhenAny(
                    PumpAsync(here, there, sent => cutting = cutting || TakeOrder(sent), end.Token),
                    PumpAsync(there, here, _ => cutting ? throw new IOException("Cut.") : false, end.Token));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // The link has ended.
            }
            await end.CancelAsync();
        }
    }

    bool TakeOrder(ReadOnlySpan<byte> sent)
    {
        if (_text is not { } text || sent.IndexOf(text) < 0 || Interlocked.Exchange(ref _text, null) is null) return false;
        Interlocked.Increment(ref _cuts);
        return true;
    }

    delegate bool Look(ReadOnlySpan<byte> bytes);

    static async Task PumpAsync(Stream from, Stream to, Look look, CancellationToken cancellationToken)
    {
        var buffer = new byte[65_536];
        while (await from.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            look(buffer.AsSpan(0, count));
            await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }
}

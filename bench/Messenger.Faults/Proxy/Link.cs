using System.Net.Sockets;

namespace Messenger.Faults.Proxy;

/// <summary>One connection through the proxy.</summary>
sealed class Link : IDisposable
{
    readonly Socket _client;
    readonly Socket _server;
    readonly LanePump _toServer;
    readonly LanePump _toClient;
    readonly CancellationTokenSource _stop = new();

    public Link(Socket client, Socket server, LaneControl toServer, LaneControl toClient, RedisMessages? redis)
    {
        (_client, _server) = (client, server);
        client.NoDelay = server.NoDelay = true;
        _toServer = new(client, server, toServer);
        _toClient = new(server, client, toClient, redis);
    }

    public bool HasLost => _toServer.HasLost || _toClient.HasLost;

    /// <summary>Carries both ways until both are at their end, or one broke: then the other side is told the hard way too.</summary>
    public async Task RunAsync()
    {
        try
        {
            await Task.WhenAll(BreakTogetherAsync(_toServer), BreakTogetherAsync(_toClient));
        }
        catch (Exception broken) when (broken is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            Reset();
        }
    }

    /// <summary>Both sides get a reset (RST).</summary>
    public void Reset()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            return; // it has just ended by itself
        }
        foreach (var socket in (Socket[])[_client, _server])
        {
            try
            {
                socket.LingerState = new LingerOption(true, 0);
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                continue; // closed already
            }
            socket.Close();
        }
    }

    /// <summary>The receiver of a direction sees the end of the stream; the other direction goes on.</summary>
    public void HalfClose(Lane lane)
    {
        try
        {
            (lane == Lane.ToServer ? _server : _client).Shutdown(SocketShutdown.Send);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // It had ended by itself.
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
        _stop.Dispose();
    }

    async Task BreakTogetherAsync(LanePump pump)
    {
        try
        {
            await pump.RunAsync(_stop.Token);
        }
        catch
        {
            await _stop.CancelAsync();
            throw;
        }
    }
}

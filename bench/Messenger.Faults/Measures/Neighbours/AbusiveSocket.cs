using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Messenger.Faults.Nemesis;
using Messenger.Faults.Workload;

namespace Messenger.Faults.Measures.Neighbours;

/// <summary>A connection to the hub that keeps to no rule of a client, and counts how it was treated.</summary>
sealed class AbusiveSocket(DevicePlan device, Uri node, Tally tally) : IDisposable
{
    readonly ClientWebSocket _socket = new();
    readonly DeviceSession _session = new(device, node, []);

    public bool IsOpen => _socket.State == WebSocketState.Open;

    /// <summary>Connects; false if the node did not let it in.</summary>
    public async Task<bool> TryOpenAsync(CancellationToken stop, HttpMessageInvoker? invoker = null)
    {
        _socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await HubSocket.ConnectAsync(_socket, node, _session, invoker, stop);
            await HubSocket.SendAsync(_socket, HubSocket.Handshake, stop);
            tally.Add("let in");
            return true;
        }
        catch (Exception refused) when (IsEnd(refused))
        {
            if (!stop.IsCancellationRequested) tally.Add(_socket.HttpStatusCode == 0 ? "not answered" : $"refused with {(int)_socket.HttpStatusCode}");
            return false;
        }
    }

    /// <summary>Sends a record; false when the node has closed the connection.</summary>
    public async Task<bool> TrySendAsync(string record, CancellationToken stop)
    {
        try
        {
            await HubSocket.SendAsync(_socket, record, stop);
            return true;
        }
        catch (Exception ended) when (IsEnd(ended))
        {
            return false;
        }
    }

    /// <summary>Reads until the end; each text, which may be a part of a record or several, goes to whoever listens.</summary>
    public async Task ReadAsync(Action<string>? heard, CancellationToken stop)
    {
        var buffer = new byte[16_384];
        try
        {
            while (IsOpen)
            {
                var read = await _socket.ReceiveAsync(buffer, stop);
                if (read.MessageType == WebSocketMessageType.Close) break;
                heard?.Invoke(Encoding.UTF8.GetString(buffer, 0, read.Count));
            }
        }
        catch (Exception ended) when (IsEnd(ended))
        {
            // As below.
        }
        if (!stop.IsCancellationRequested) tally.Add("closed by the node");
    }

    public void Dispose()
    {
        _socket.Dispose();
        _session.Dispose();
    }

    public static bool IsEnd(Exception e) =>
        e is WebSocketException or IOException or SocketException or HttpRequestException or OperationCanceledException or InvalidOperationException;
}

using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Messenger.Faults.Deployment;

namespace Messenger.Faults.Nemesis;

/// <summary>Clients that speak nonsense. Each may lose its own connection, and nobody else may notice.</summary>
static class BadFrames
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    static readonly string[] Records =
    [
        "", "\0\0\0", "{", "]", "{\"type\":", "null", "[]", "\"text\"", "{\"type\":99}", "{\"type\":1}", "{\"type\":1,\"target\":\"\",\"arguments\":[]}",
        "{\"type\":1,\"invocationId\":\"1\",\"target\":\"NoSuchMethod\",\"arguments\":[]}",
        "{\"type\":1,\"invocationId\":\"2\",\"target\":\"Post\",\"arguments\":[]}",
        "{\"type\":1,\"invocationId\":\"3\",\"target\":\"Post\",\"arguments\":[1,2,3]}",
        "{\"type\":1,\"invocationId\":\"4\",\"target\":\"Sync\",\"arguments\":[{\"token\":17}]}",
        "{\"type\":1,\"invocationId\":\"" + new string('9', 60_000) + "\",\"target\":\"Sync\",\"arguments\":[{}]}",
        "{\"type\":1,\"invocationId\":\"5\",\"target\":\"Post\",\"arguments\":[{\"text\":\"" + new string('x', 100_000) + "\"}]}",
        "{\"type\":1,\"invocationId\":\"6\",\"target\":\"Post\",\"arguments\":" + new string('[', 30_000) + new string(']', 30_000) + "}",
        "{\"type\":4,\"invocationId\":\"7\",\"target\":\"Sync\",\"arguments\":[{}]}", "{\"type\":3,\"invocationId\":\"8\"}", "{\"type\":2,\"invocationId\":\"9\",\"item\":1}",
    ];

    static readonly string[] Requests =
    [
        "GET", "\u0016\u0003\u0001\u0002\0\u0001", "GET / HTTP/9.9\r\n\r\n", "POST /hubs/messenger/negotiate HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n2;\nx\r\n{}\r\n0\r\n\r\n",
        "GET /" + new string('a', 40_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
    ];

    public static Fault Make(Surroundings s)
    {
        var node = s.AnyNode();
        return new Fault
        {
            Name = "F22",
            Target = $"{Records.Length * 2 + Requests.Length} clients speak nonsense to {node.Name}",
            LongestSilence = TimeSpan.FromSeconds(5),
        }.While(_ => Task.WhenAll([
            .. Records.Select(r => SpeakAsync(s, node, r, afterHandshake: true)), .. Records.Select(r => SpeakAsync(s, node, r, afterHandshake: false)), .. Requests.Select(r => RequestAsync(node, r))]));
    }

    static async Task SpeakAsync(Surroundings s, Node node, string record, bool afterHandshake)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var session = s.SessionOf(s.Company.Users[s.Chance.Next(s.Company.Users.Count)], "f22");
        using var socket = new ClientWebSocket();
        try
        {
            await HubSocket.ConnectAsync(socket, node.OwnAddress, session, null, limit.Token);
            if (afterHandshake) await HubSocket.SendAsync(socket, HubSocket.Handshake, limit.Token);
            await HubSocket.SendAsync(socket, record, limit.Token);
            var buffer = new byte[4_096];
            while (socket.State == WebSocketState.Open) await socket.ReceiveAsync(buffer, limit.Token);
        }
        catch (Exception ended) when (ended is WebSocketException or IOException or SocketException or HttpRequestException or OperationCanceledException)
        {
            // Thrown out, or we have waited long enough.
        }
    }

    static async Task RequestAsync(Node node, string request)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, node.OwnAddress.Port, limit.Token);
            await socket.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), limit.Token);
            await socket.GetStream().CopyToAsync(Stream.Null, limit.Token);
        }
        catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException)
        {
            // As above.
        }
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Messenger.Faults.Deployment;

namespace Messenger.Faults.Nemesis;

/// <summary>Many connections that begin something and never end it; who comes honestly must still get in.</summary>
static class Slowloris
{
    const int Half = 1_000;
    static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(2);

    static readonly string[] Beginnings =
    [
        "GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\nX-",
        "POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
        "POST /hubs/messenger/negotiate?negotiateVersion=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n",
    ];

    public static Fault Make(Surroundings s)
    {
        var node = s.AnyNode();
        return new Fault
        {
            Name = "F23",
            Target = $"{Half} half requests to {node.Name}",
            Lasts = TimeSpan.FromSeconds(12),
            LongestSilence = TimeSpan.FromSeconds(5),
        }.While(stop => Task.WhenAll(Enumerable.Range(0, Half).Select(i => DrawlAsync(node, Beginnings[i % Beginnings.Length], stop)).Append(ComeAsync(s, node, stop))));
    }

    static async Task DrawlAsync(Node node, string beginning, CancellationToken stop)
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, node.OwnAddress.Port, stop);
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(beginning), stop);
            await socket.GetStream().CopyToAsync(Stream.Null, stop);
        }
        catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException)
        {
            // Thrown out, as it should be, or over.
        }
    }

    static async Task ComeAsync(Surroundings s, Node node, CancellationToken stop)
    {
        var times = new List<TimeSpan>();
        using var session = s.SessionOf(s.Company.Users[0], "f23");
        while (!stop.IsCancellationRequested)
        {
            var begun = Stopwatch.StartNew();
            using var socket = new ClientWebSocket();
            try
            {
                await HubSocket.ConnectAsync(socket, node.OwnAddress, session, null, stop);
                times.Add(begun.Elapsed);
            }
            catch (Exception refused) when (refused is WebSocketException or IOException or SocketException or HttpRequestException or OperationCanceledException)
            {
                // Counted by what is missing.
            }
            await Task.WhenAny(Task.Delay(200, stop));
        }
        times.Sort();
        var p99 = times.Count == 0 ? TimeSpan.Zero : times[(int)(0.99 * (times.Count - 1))];
        s.Note($"F23: {times.Count} honest connects to {node.Name}, p99 {p99.TotalMilliseconds:0} ms (stated: {LongestConnect.TotalMilliseconds:0} ms); /health/ready says {await node.HealthAsync("ready")}.");
    }
}

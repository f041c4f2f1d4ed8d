using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Messenger.Faults.Measures.Neighbours;

/// <summary>A request that is begun and never ended, and begun again when the node has had enough.</summary>
static class HalfRequest
{
    static readonly string[] Beginnings =
    [
        "GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\nX-",
        "POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
        "POST /hubs/messenger/negotiate?negotiateVersion=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n",
    ];

    public static async Task RunAsync(AbuseOrder order, int number, Tally tally, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, order.Nodes[number % order.Nodes.Count].Port, stop);
                await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Beginnings[number % Beginnings.Length]), stop);
                tally.Add("begun");
                await socket.GetStream().CopyToAsync(Stream.Null, stop);
                tally.Add("closed by the node");
            }
            catch (Exception ended) when (AbusiveSocket.IsEnd(ended))
            {
                if (!stop.IsCancellationRequested) tally.Add("closed by the node");
            }
        }
    }
}

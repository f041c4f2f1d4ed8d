using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Messenger.Faults.Measures.Neighbours;

/// <summary>A member of the group of everybody who is connected and does not read; when he is cut off he comes back.</summary>
static class StalledReader
{
    static readonly TimeSpan Ping = TimeSpan.FromMilliseconds(500);

    public static async Task RunAsync(AbuseOrder order, int number, Tally tally, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var narrow = new SocketsHttpHandler { UseCookies = false, ConnectCallback = ConnectAsync };
            using var invoker = new HttpMessageInvoker(narrow);
            using var socket = new AbusiveSocket(order.Strangers[number], order.Nodes[number % order.Nodes.Count], tally);
            if (!await socket.TryOpenAsync(stop, invoker))
            {
                await Task.WhenAny(Task.Delay(Ping, stop));
                continue;
            }
            var begun = Stopwatch.StartNew();
            do await Task.WhenAny(Task.Delay(Ping, stop));
            while (!stop.IsCancellationRequested && await socket.TrySendAsync("""{"type":6}""", stop));
            if (stop.IsCancellationRequested) return;
            tally.Add("cut off");
            tally.Add("seconds until they were cut off, together", (long)begun.Elapsed.TotalSeconds);
        }
    }

    static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = 4_096 };
        await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}

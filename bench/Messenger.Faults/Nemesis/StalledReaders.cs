using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Messenger.Faults.Workload;

namespace Messenger.Faults.Nemesis;

/// <summary>Clients that are connected and do not read, while much is said in their group.</summary>
static class StalledReaders
{
    const int Readers = 3;
    const int LongText = 7_500;
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static Fault Make(Surroundings s)
    {
        var group = s.Company.Groups[s.Chance.Next(s.Company.Groups.Count)];
        return new Fault
        {
            Name = "F12",
            Target = $"{Readers} clients do not read",
            Lasts = TimeSpan.FromSeconds(20),
            LongestSilence = TimeSpan.FromSeconds(5),
        }.While(stop => Task.WhenAll(Enumerable.Range(0, Readers).Select(i => StallAsync(s, group.Members[4], i, stop)).Append(TalkAsync(s, group, stop))));
    }

    static async Task StallAsync(Surroundings s, Guid user, int number, CancellationToken stop)
    {
        var node = s.Cluster.Nodes[number % s.Cluster.Nodes.Count];
        using var session = s.SessionOf(user, $"f12-{number}");
        using var narrow = new SocketsHttpHandler { UseCookies = false, ConnectCallback = ConnectAsync };
        using var invoker = new HttpMessageInvoker(narrow);
        using var socket = new ClientWebSocket();
        var begun = Stopwatch.StartNew();
        try
        {
            await HubSocket.ConnectAsync(socket, node.OwnAddress, session, invoker, stop);
            await HubSocket.SendAsync(socket, HubSocket.Handshake, stop);
            while (true)
            {
                await Task.Delay(500, stop);
                await HubSocket.SendAsync(socket, """{"type":6}""", stop); // fails when the node has cut us off
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            s.Note($"F12: stalled reader {number} at {node.Name} was not cut off within {begun.Elapsed.TotalSeconds:0} s.");
        }
        catch (Exception cut) when (cut is WebSocketException or IOException or SocketException or HttpRequestException)
        {
            s.Note($"F12: stalled reader {number} at {node.Name} was cut off after {begun.Elapsed.TotalSeconds:0.0} s.");
        }
    }

    static async Task TalkAsync(Surroundings s, Group group, CancellationToken stop)
    {
        using var session = s.SessionOf(group.Members[6], "f12");
        var sender = new Sender(s.History, session.Plan);
        while (!stop.IsCancellationRequested)
        {
            await sender.TryAsync(session.Api(0), Sender.NewMessage(group.Id, new string('长', LongText)), 1);
            await Task.WhenAny(Task.Delay(Pause, stop));
        }
    }

    static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = 4_096 };
        await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}

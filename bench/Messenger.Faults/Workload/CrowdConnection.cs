using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Messenger.Faults.Nemesis;

namespace Messenger.Faults.Workload;

/// <summary>One bare connection that comes back whenever it is lost, later the more often it was turned away, as our clients do.</summary>
sealed class CrowdConnection(string cookie, IReadOnlyList<Uri> nodes, int number, HttpMessageInvoker invoker, Random chance)
{
    const string Sync = """{"type":1,"invocationId":"1","target":"Sync","arguments":[{}]}""";
    const string Ping = """{"type":6}""";
    const int LongestWait = 10_000; // milliseconds
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    static readonly TimeSpan BetweenPings = TimeSpan.FromSeconds(10);

    volatile int _syncs;

    /// <summary>How often it has come and synced.</summary>
    public int Syncs => _syncs;

    /// <summary>It will be lost now; the number of syncs that it will have had when it is back.</summary>
    public void Expect(int next) => _syncs = next - 1;

    public async Task RunAsync(CancellationToken stop)
    {
        for (var (tries, node) = (0, number); !stop.IsCancellationRequested; node++)
        {
            var before = _syncs;
            try
            {
                await StayAsync(nodes[node % nodes.Count], stop);
            }
            catch (Exception lost) when (lost is WebSocketException or IOException or SocketException or HttpRequestException or OperationCanceledException or InvalidOperationException)
            {
                // It comes again.
            }
            tries = _syncs > before ? 0 : tries + 1;
            await Task.WhenAny(Task.Delay(chance.Next(Math.Min(LongestWait, 1_000 << Math.Min(tries, 4))), stop));
        }
    }

    async Task StayAsync(Uri node, CancellationToken stop)
    {
        using var socket = new ClientWebSocket();
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(Limit);
        await HubSocket.ConnectAsync(socket, node, cookie, invoker, late.Token);
        await HubSocket.SendAsync(socket, HubSocket.Handshake, late.Token);
        await HubSocket.SendAsync(socket, Sync, late.Token);
        var (buffer, heard) = (new byte[1_024], "");
        while (!heard.Contains("\"token\":", StringComparison.Ordinal))
        {
            var part = await socket.ReceiveAsync(buffer, late.Token);
            if (part.MessageType == WebSocketMessageType.Close) return;
            heard += Encoding.UTF8.GetString(buffer, 0, part.Count);
        }
        _syncs++;
        late.CancelAfter(Timeout.Infinite);
        var pinging = PingAsync(socket, late.Token);
        try
        {
            while ((await socket.ReceiveAsync(buffer, late.Token)).MessageType != WebSocketMessageType.Close)
            {
                // What it says is of no interest.
            }
        }
        finally
        {
            await late.CancelAsync();
            await pinging;
        }
    }

    static async Task PingAsync(ClientWebSocket socket, CancellationToken stop)
    {
        try
        {
            using var timer = new PeriodicTimer(BetweenPings);
            while (await timer.WaitForNextTickAsync(stop)) await HubSocket.SendAsync(socket, Ping, stop);
        }
        catch (Exception ended) when (ended is WebSocketException or IOException or SocketException or OperationCanceledException or InvalidOperationException)
        {
            // The reader sees it too.
        }
    }
}
